import { type ChildProcess, spawn } from 'node:child_process';
import { EventEmitter, once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer as createTcpServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { assertPepper } from '@hikyaku/database';
import { type TestDatabase, testDatabase } from '@hikyaku/database/testing';
import { addLetter, openScene, suppressionsOf } from './testing/scene.ts';

const pepper = Buffer.alloc(32, 9);
const keys = `2:${Buffer.alloc(32, 2).toString('base64')}`;
let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
  await assertPepper(database.db, pepper);
});
afterAll(async () => {
  await database.drop();
  rmSync(state, { recursive: true });
});

const state = mkdtempSync(path.join(tmpdir(), 'hikyaku-unsubscribe-'));

const settings = (folder = 'state') => ({
  STATE_DIR: path.join(state, folder),
  DATABASE_URL: database.url,
  HIKYAKU_KEYS: keys,
  HIKYAKU_PEPPER: pepper.toString('base64'),
  UNSUBSCRIBE_PORT: '0',
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

/** A machine that stalls for a second has the app take its database for lost, and say so: only then 202 is an answer, too. */
function answersOf(said: string): number[] {
  return said.includes('waiting out a trouble') ? [200, 202] : [200];
}

describe('main', () => {
  it('says ready, and on SIGTERM finishes the answer under way and ends with 0', async () => {
    const { child, said, hears, ended } = launch(settings());
    const [message] = await once(child, 'message');
    expect(message).toEqual({ type: 'ready' });
    const port = await hears(/"port":(\d+)/);
    const scene = await openScene(database.db);
    await addLetter(database.db, scene, 'attempting');
    const answer = fetch(`http://127.0.0.1:${port}/u/${scene.token()}`, {
      method: 'POST',
      body: new URLSearchParams('scope=list'),
    });
    while ((await suppressionsOf(database.db, scene)).length === 0);
    child.kill('SIGTERM');
    await hears(/finishing/);
    child.kill('SIGINT');
    await database.db
      .updateTable('deliveries')
      .set({ state: 'accepted' })
      .where('address_key', '=', scene.addressKey)
      .execute();
    const { status } = await answer;
    expect(await ended).toEqual([0, null]);
    expect(answersOf(said())).toContain(status);
  });

  it('has met its database before it says ready: the first answer is not only recorded', async () => {
    const scene = await openScene(database.db);
    const { child, said, hears, ended } = launch(settings('first'));
    const port = await hears(/"port":(\d+)/);
    const body = new URLSearchParams('List-Unsubscribe=One-Click');
    const { status } = await fetch(`http://127.0.0.1:${port}/u/${scene.token()}`, { method: 'POST', body });
    expect(answersOf(said())).toContain(status);
    child.kill('SIGTERM');
    expect(await ended).toEqual([0, null]);
  });

  it('refuses a wrong variable with one sentence and exit code 78', async () => {
    const { said, ended } = launch({ ...settings(), PUBLIC_URL: 'http://mail.example.com' });
    expect(await ended).toEqual([78, null]);
    expect(said()).toMatch(/^PUBLIC_URL must begin with https:[^\n]+\n$/);
  });

  it('refuses a pepper that is not this database’s, with its sentence', async () => {
    const { said, ended } = launch({ ...settings(), HIKYAKU_PEPPER: Buffer.alloc(32, 1).toString('base64') });
    expect(await ended).toEqual([78, null]);
    expect(said()).toMatch(/^HIKYAKU_PEPPER does not belong to this database[^\n]+\n$/);
  });

  it('says which port is taken', async () => {
    const holder = createTcpServer().listen(0, '127.0.0.1');
    await once(holder, 'listening');
    const address = holder.address();
    const port = String(typeof address === 'object' ? address?.port : '');
    const { said, ended } = launch({ ...settings(), UNSUBSCRIBE_PORT: port });
    expect(await ended).toEqual([1, null]);
    expect(said()).toBe(`Port ${port} is taken by another program: stop it, or set UNSUBSCRIBE_PORT to a free port.\n`);
    await new Promise((resolve) => holder.close(resolve));
  });

  it('refuses to begin with a database that cannot be reached', async () => {
    const { said, ended } = launch({ ...settings('fresh'), DATABASE_URL: 'postgres://u:hush@127.0.0.1:1/none' });
    expect(await ended).toEqual([1, null]);
    expect(said()).toMatch(/^The database at DATABASE_URL cannot be used \([^\n]+ECONNREFUSED[^\n]*\n$/);
    expect(said()).not.toContain('hush');
  });

  it('WEB-10 starts without its database where it has met it before, and carries out later what it records', async () => {
    const scene = await openScene(database.db);
    const met = launch(settings('kept'));
    await once(met.child, 'message');
    met.child.kill('SIGTERM');
    expect(await met.ended).toEqual([0, null]);

    const away = launch({ ...settings('kept'), DATABASE_URL: 'postgres://u:hush@127.0.0.1:1/none' });
    const port = await away.hears(/"port":(\d+)/);
    const body = new URLSearchParams('List-Unsubscribe=One-Click');
    expect((await fetch(`http://127.0.0.1:${port}/u/${scene.token()}`, { method: 'POST', body })).status).toBe(202);
    away.child.kill('SIGKILL');
    await away.ended;
    expect(away.said()).not.toContain('hush');

    const back = launch(settings('kept'));
    await once(back.child, 'message');
    while ((await suppressionsOf(database.db, scene)).length === 0);
    back.child.kill('SIGTERM');
    expect(await back.ended).toEqual([0, null]);
  });
});
