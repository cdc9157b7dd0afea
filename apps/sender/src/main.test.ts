import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { assertPepper } from '@hikyaku/database';
import { type TestDatabase, testDatabase } from '@hikyaku/database/testing';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';

const pepper = Buffer.alloc(32, 7);
let database: TestDatabase;
let state: string;
let door: Server;
const sockets = new Set<Socket>();
let child: ChildProcess | undefined;
beforeAll(async () => {
  database = await testDatabase();
  await assertPepper(database.db, pepper);
  state = mkdtempSync(path.join(tmpdir(), 'hikyaku-sender-'));
  door = doorTo(new URL(database.url));
});
afterEach(() => void child?.kill('SIGKILL'));
afterAll(async () => {
  for (const socket of sockets) socket.destroy();
  if (door.listening) await new Promise((resolve) => door.close(resolve));
  await database.drop();
  rmSync(state, { recursive: true, force: true });
});

/** A way to the database that is open while it listens. */
function doorTo(there: URL): Server {
  return createServer((client) => {
    const server = connect(Number(there.port), there.hostname);
    for (const socket of [client, server]) sockets.add(socket.on('error', () => {}));
    client.pipe(server).pipe(client);
  });
}

async function listenOn(port: number): Promise<number> {
  door.listen(port, '127.0.0.1');
  await once(door, 'listening');
  const address = door.address();
  return typeof address === 'object' && address ? address.port : 0;
}

function launch(databaseUrl: string): ChildProcess {
  return spawn(process.execPath, [fileURLToPath(new URL('main.ts', import.meta.url))], {
    env: {
      PATH: process.env['PATH'],
      DATABASE_URL: databaseUrl,
      REDIS_URL: `${process.env['HIKYAKU_TEST_REDIS_URL']}/5`,
      HIKYAKU_KEYS: `1:${Buffer.alloc(32, 1).toString('base64')}`,
      HIKYAKU_PEPPER: pepper.toString('base64'),
      PUBLIC_URL: 'http://localhost:3001',
      STATE_DIR: state,
    },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
}

/** The messages it logs, one after another. */
async function* saidBy({ stdout }: ChildProcess): AsyncGenerator {
  if (stdout === null) return;
  for await (const line of createInterface({ input: stdout })) {
    const entry: unknown = JSON.parse(line);
    yield typeof entry === 'object' && entry !== null && 'msg' in entry ? entry.msg : undefined;
  }
}

describe('main', () => {
  it('waits for a database that is away at its start, works when it is there, and leaves the register when told to stop', async () => {
    const port = await listenOn(0);
    await new Promise((resolve) => door.close(resolve));
    const through = new URL(database.url);
    through.host = `127.0.0.1:${port}`;
    child = launch(through.href);
    const ready = once(child, 'message');
    const words = saidBy(child);
    expect((await words.next()).value).toBe('waiting for the database');
    await listenOn(port);
    expect(await ready).toEqual([{ type: 'ready' }, undefined]);
    const ended = once(child, 'exit');
    child.kill('SIGTERM');
    child.kill('SIGINT');
    expect(await ended).toEqual([0, null]);
    const senders = await database.db.selectFrom('senders').select(['fenced_at', 'recovered_at']).execute();
    expect(senders).toEqual([{ fenced_at: expect.any(Date), recovered_at: expect.any(Date) }]);
    const said = [];
    for await (const word of words) said.push(word);
    expect(said.filter((word) => word === 'drained')).toEqual(['drained']);
  });

  it('ends with a sentence where waiting cannot help: the password is wrong', async () => {
    const wrong = new URL(database.url);
    wrong.password = 'wrong';
    child = launch(wrong.href);
    let said = '';
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      said += text;
    });
    expect(await once(child, 'close')).toEqual([1, null]);
    expect(said).toMatch(/^sender: The database at DATABASE_URL cannot be used \(password .*\n$/);
  });
});
