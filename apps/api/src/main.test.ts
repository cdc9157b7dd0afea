import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createApiKey, createWorkspace } from '@hikyaku/campaigns';
import { type TestDatabase, testDatabase } from '@hikyaku/database/testing';

let database: TestDatabase;
const started: ChildProcess[] = [];
const stateDir = mkdtempSync(path.join(os.tmpdir(), 'hikyaku-api-main-'));
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(async () => {
  // A test that failed half-way leaves no process behind.
  for (const child of started) if (child.exitCode === null) child.kill('SIGKILL');
  await database.drop();
  rmSync(stateDir, { recursive: true });
});

const key = (byte: number) => Buffer.alloc(32, byte).toString('base64');
const environment = (changes: Record<string, string> = {}) => ({
  PATH: process.env['PATH'] ?? '',
  DATABASE_URL: database.url,
  REDIS_URL: process.env['HIKYAKU_TEST_REDIS_URL'] ?? '',
  HIKYAKU_KEYS: `1:${key(1)}`,
  HIKYAKU_PEPPER: key(7),
  API_PORT: '0',
  STATE_DIR: stateDir,
  ...changes,
});

type Running = { child: ChildProcess; output: () => string; complaint: () => string; ended: Promise<number | null> };

function start(env: Record<string, string>): Running {
  const child = fork(fileURLToPath(new URL('main.ts', import.meta.url)), { env, silent: true, execArgv: [] });
  started.push(child);
  let output = '';
  let complaint = '';
  child.stdout?.on('data', (text: Buffer) => (output += text.toString()));
  child.stderr?.on('data', (text: Buffer) => (complaint += text.toString()));
  const ended = once(child, 'exit').then(([code]) => code as number | null);
  return { child, output: () => output, complaint: () => complaint, ended };
}

describe('main', () => {
  it('says that it is ready, answers over Postgres and Redis, and ends by itself after SIGTERM', async () => {
    const running = start(environment());
    const [{ type, port }] = await once(running.child, 'message');
    expect(type).toBe('ready');
    const made = await createWorkspace(database.db, { name: 'w', legalName: 'w', postalAddress: 'x', contact: 'y' });
    const api = await createApiKey(database.db, made.kind === 'created' ? made.workspace.id : '', 'key');
    const ask = (path: string) =>
      fetch(`http://127.0.0.1:${port}${path}`, { headers: { authorization: `Bearer ${api.key}` } });
    expect(await (await ask('/readyz')).json()).toEqual({ status: 'ready', postgres: true, redis: true });
    expect((await ask('/api/v1/lists')).status).toBe(200);
    expect(await (await ask('/metrics')).text()).toContain('process_cpu_user_seconds_total');
    running.child.kill('SIGTERM');
    expect(await running.ended).toBe(0);
    expect(running.output()).not.toContain(api.key);
  });

  it.each([
    ['API_PORT', 'http'],
    ['HIKYAKU_PEPPER', key(8)],
    ['PUBLIC_URL', 'http://example.com'],
  ])('ends with 78 and one sentence when %s is wrong', async (name, value) => {
    const running = start(environment({ [name]: value }));
    expect(await running.ended).toBe(78);
    expect(running.complaint().trim().split('\n')).toEqual([expect.stringMatching(new RegExp(`^${name} .*[.)]$`))]);
  });

  it('says which port is taken, and what to set', async () => {
    const taken = createServer().listen(0, '127.0.0.1');
    await once(taken, 'listening');
    const address = taken.address();
    const running = start(environment({ API_PORT: String(typeof address === 'object' && address?.port) }));
    expect(await running.ended).toBe(1);
    expect(running.complaint()).toMatch(
      /^Port \d+ is taken by another program: stop it, or set API_PORT to a free port\.\n$/,
    );
    taken.close();
  });

  it('says in one sentence that the database does not answer', async () => {
    const running = start(environment({ DATABASE_URL: 'postgres://nobody@127.0.0.1:1/nothing' }));
    expect(await running.ended).toBe(1);
    expect(running.complaint()).toMatch(/^The database at DATABASE_URL cannot be used .*\n$/);
  });
});
