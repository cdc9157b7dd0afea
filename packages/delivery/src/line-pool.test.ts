import { afterEach, describe, expect, it } from '@jest/globals';
import { type LineLimits, type LinePool, type Lines, openLinePool } from './line-pool.ts';
import { type AnsweringServer, answeringServer } from './testing/answering-server.ts';
import { pipeliningTransport } from './transports/pipelining.ts';
import { parseRelay } from './transports/relay.ts';
import { type Line, LineUnavailableError } from './transport.ts';
import type { Destination } from './way-out.ts';

const servers: AnsweringServer[] = [];
const pools: LinePool[] = [];
afterEach(async () => {
  for (const pool of pools.splice(0)) pool.close();
  await Promise.all(servers.splice(0).map((server) => server.close()));
});

/** A pool whose ways out are servers: `a1.test` and `a2.test` are one site of server a with lines of their own. */
async function open(most: number, usual?: LineLimits) {
  const [a, b] = [await answeringServer(), await answeringServer()];
  servers.push(a, b);
  const transport = (port: number) => pipeliningTransport(parseRelay(`smtp://127.0.0.1:${port}`), 'mail.example.com');
  const ways: Record<string, Destination> = {
    'a1.test': { site: 'a', lines: 'a1', transport: transport(a.port) },
    'a2.test': { site: 'a', lines: 'a2', transport: transport(a.port) },
    'b.test': { site: 'b', lines: 'b', transport: transport(b.port) },
    'shut.test': { site: 'shut', lines: 'shut', transport: transport(1) },
  };
  const to = (domain: string): Destination => {
    const way = ways[domain];
    if (way === undefined) throw new Error(`Nobody knows ${domain}.`);
    return way;
  };
  const pool = openLinePool({ to }, most, usual);
  pools.push(pool);
  return { pool, a, b };
}

/** Whether a line is still being waited for when everything else that could happen now has happened. */
async function isWaiting(line: Line | Promise<Line>): Promise<boolean> {
  const now = new Promise<'waiting'>((resolve) => setImmediate(() => setImmediate(() => resolve('waiting'))));
  return (await Promise.race([Promise.resolve(line), now])) === 'waiting';
}

async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((resolve) => setImmediate(resolve));
}

const two: LineLimits = { lines: 2, letters: 100 };

describe('openLinePool', () => {
  it('gives a line that was put back to the next letter the same way', async () => {
    const { pool, a } = await open(10);
    const first = await pool.acquire('a1.test');
    pool.release(first);
    expect(await pool.acquire('a1.test')).toBe(first);
    expect(a.heard).toHaveLength(1);
    pool.release(first);
  });

  it('opens no more lines to a site than it may, whichever of its domains they are for', async () => {
    const { pool, a } = await open(10, two);
    const lines = [await pool.acquire('a1.test'), await pool.acquire('a2.test')];
    const third = pool.acquire('a1.test');
    expect(await isWaiting(third)).toBe(true);
    expect(a.connected()).toBe(2);
    for (const line of lines) pool.release(line);
    expect(await third).toBe(lines[0]);
    pool.release(await third);
  });

  it('keeps nobody waiting for one site who is on the way to another', async () => {
    const { pool } = await open(10, { lines: 1, letters: 100 });
    const held = await pool.acquire('a1.test');
    const waiting = pool.acquire('a1.test');
    const other = await pool.acquire('b.test');
    expect(await isWaiting(waiting)).toBe(true);
    pool.release(other);
    expect(await isWaiting(waiting)).toBe(true);
    pool.release(held);
    pool.release(await waiting);
  });

  it('takes the limits of each caller, so that a site may be given more or less than before', async () => {
    const { pool } = await open(10, two);
    const lines = [await pool.acquire('a1.test'), await pool.acquire('a1.test')];
    const more = await pool.acquire('a1.test', { lines: 3, letters: 100 });
    for (const line of [...lines, more]) pool.release(line);
    const one = await pool.acquire('a1.test', { lines: 1, letters: 100 });
    expect(await isWaiting(pool.acquire('a1.test', { lines: 1, letters: 100 }))).toBe(true);
    pool.release(one);
  });

  it('closes a line after as many letters as it may carry', async () => {
    const { pool, a } = await open(10, { lines: 2, letters: 3 });
    for (let letter = 0; letter < 7; letter++) pool.release(await pool.acquire('a1.test'));
    expect(a.heard).toHaveLength(3);
    await until(() => a.connected() === 1);
  });

  it('closes idle lines where their place is needed: of the same site, or of any when there are too many', async () => {
    const { pool, a, b } = await open(2, { lines: 1, letters: 100 });
    pool.release(await pool.acquire('a1.test'));
    pool.release(await pool.acquire('a2.test'));
    await until(() => a.connected() === 1);
    pool.release(await pool.acquire('b.test'));
    const second = await pool.acquire('b.test', two);
    expect(b.heard).toHaveLength(1);
    const third = await pool.acquire('b.test', two);
    await until(() => a.connected() === 0 && b.connected() === 2);
    pool.release(second);
    pool.release(third);
  });

  it('lets the next one try when a line cannot be opened', async () => {
    const { pool } = await open(1);
    const tries = ['shut.test', 'shut.test', 'a1.test'].map(async (domain) => pool.acquire(domain));
    const [first, second, third] = await Promise.allSettled(tries);
    for (const shut of [first, second]) {
      expect(shut).toMatchObject({ status: 'rejected', reason: expect.any(LineUnavailableError) });
    }
    if (third?.status !== 'fulfilled') throw new Error('There is no line.');
    pool.release(third.value);
  });

  it('gives out no line that the server has closed in the meantime', async () => {
    const { pool, a } = await open(10);
    const first = await pool.acquire('a1.test');
    pool.release(first);
    await a.close();
    await until(() => !first.usable);
    await expect(pool.acquire('a1.test')).rejects.toBeInstanceOf(LineUnavailableError);
  });

  it('closes every line when it is closed, those in use when they are put back', async () => {
    const { pool, a } = await open(10);
    const [idle, inUse] = [await pool.acquire('a1.test'), await pool.acquire('a1.test')];
    pool.release(idle);
    pool.close();
    await until(() => a.connected() === 1);
    pool.release(inUse);
    await until(() => a.connected() === 0);
  });
});

describe('express lines', () => {
  it('go to whoever asks for one before all who waited longer, but for one in ten', async () => {
    const { pool } = await open(1);
    const served: string[] = [];
    const wait = async (lines: Lines, name: string) => {
      const line = await lines.acquire('a1.test');
      served.push(name);
      lines.release(line);
    };
    const only = await pool.acquire('a1.test');
    const waiting = [
      ...Array.from({ length: 3 }, () => wait(pool, 'ordinary')),
      ...Array.from({ length: 20 }, () => wait(pool.express, 'express')),
    ];
    // Those who ask wait in the room before the only line is put back.
    await new Promise((resolve) => setImmediate(resolve));
    pool.release(only);
    await Promise.all(waiting);
    const times = (count: number, name: string) => Array.from({ length: count }, () => name);
    expect(served).toEqual([
      ...times(9, 'express'),
      'ordinary',
      ...times(9, 'express'),
      'ordinary',
      ...times(2, 'express'),
      'ordinary',
    ]);
  });
});
