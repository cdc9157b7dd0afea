import { type ChildProcess, spawn } from 'node:child_process';
import { EventEmitter, once } from 'node:events';
import { createServer } from 'node:net';
import { fileURLToPath } from 'node:url';
import { type TestDatabase, testDatabase } from '@hikyaku/database/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { handIn, openDialogue } from './testing/dialogue.ts';
import { domain, openScene, suppressionsOf } from './testing/scene.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.drop());

const settings = () => ({
  DATABASE_URL: database.url,
  HIKYAKU_KEYS: `2:${Buffer.alloc(32, 2).toString('base64')}`,
  HIKYAKU_PEPPER: Buffer.alloc(32, 7).toString('base64'),
  INBOUND_DOMAIN: domain,
  INBOUND_SMTP_PORT: '0',
});

type Launched = {
  child: ChildProcess;
  said: () => string;
  hears: (what: RegExp) => Promise<string>;
  ended: Promise<unknown[]>;
};

function launch(env: Record<string, string>): Launched {
  const child = spawn(process.execPath, [fileURLToPath(new URL('main.ts', import.meta.url))], {
    env: { PATH: process.env['PATH'], ...env },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  const heard = new EventEmitter();
  let text = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (chunk: Buffer) => {
      text += chunk.toString();
      heard.emit('more');
    });
  }
  const hears = async (what: RegExp): Promise<string> => {
    for (;;) {
      const found = what.exec(text);
      if (found !== null) return found[1] ?? found[0];
      await once(heard, 'more');
    }
  };
  return { child, said: () => text, hears, ended: once(child, 'close') };
}

describe('main', () => {
  it('says ready, takes a mail, and on SIGTERM ends with 0', async () => {
    const { child, hears, ended } = launch(settings());
    expect(await once(child, 'message')).toEqual([{ type: 'ready' }, undefined]);
    const scene = await openScene(database.db);
    const client = await openDialogue(Number(await hears(/"port":(\d+)/)));
    expect(await handIn(client, scene.address)).toMatch(/^250/);
    expect(await suppressionsOf(database.db, scene)).toHaveLength(1);
    child.kill('SIGTERM');
    expect(await client.hear()).toMatch(/^421/);
    expect(await ended).toEqual([0, null]);
  });

  it.each([
    ['DATABASE_URL', 'mysql://x:hush@y/z'],
    ['HIKYAKU_KEYS', '1:hush'],
    ['INBOUND_DOMAIN', ''],
    ['INBOUND_DOMAIN', 'https://hush'],
    ['INBOUND_SMTP_PORT', '80a'],
    ['HOST', 'not a host'],
    ['LOG_LEVEL', 'loud'],
  ])('refuses %s=%s with one sentence that names it, and exit code 78', async (name, value) => {
    const { said, ended } = launch({ ...settings(), [name]: value });
    expect(await ended).toEqual([78, null]);
    expect(said()).toMatch(new RegExp(`^${name} must [^\\n]+\\n$`));
    expect(said()).not.toContain('hush');
  });

  it('says which port is taken', async () => {
    const holder = createServer().listen(0, '127.0.0.1');
    await once(holder, 'listening');
    const address = holder.address();
    const port = String(typeof address === 'object' ? address?.port : '');
    const { said, ended } = launch({ ...settings(), INBOUND_SMTP_PORT: port });
    expect(await ended).toEqual([1, null]);
    expect(said()).toBe(
      `Port ${port} is taken by another program: stop it, or set INBOUND_SMTP_PORT to a free port.\n`,
    );
    await new Promise((resolve) => holder.close(resolve));
  });

  it('refuses to begin with a database that cannot be reached', async () => {
    const { said, ended } = launch({ ...settings(), DATABASE_URL: 'postgres://u:hush@127.0.0.1:1/none' });
    expect(await ended).toEqual([1, null]);
    expect(said()).toMatch(/^The database at DATABASE_URL cannot be used \([^\n]+ECONNREFUSED[^\n]*\n$/);
    expect(said()).not.toContain('hush');
  });
});
