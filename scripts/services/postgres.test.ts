import { once } from 'node:events';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Client } from 'pg';
import { createDatabase, type EmbeddedPostgres, embeddedPostgres } from './postgres.ts';
import { postgresBinaries } from './postgres-binaries.ts';
import { binariesForRoot } from './postgres-home.ts';
import { postgresOwner } from './postgres-owner.ts';
import { startProgram } from './program.ts';
import { type Scratch, scratch } from './testing/scratch.ts';

let test: Scratch;
beforeEach(() => {
  test = scratch();
});
afterEach(() => test.remove());

function prepare({ password = 'correct horse/battery@staple', durable = false } = {}): Promise<EmbeddedPostgres> {
  const owner = postgresOwner();
  const { native } = postgresBinaries(owner && binariesForRoot);
  return embeddedPostgres(
    { home: path.join(test.folder, 'postgres'), password, native, owner },
    { durable, record: test.record, logFile: path.join(test.folder, 'postgres.log'), stage: 0 },
  );
}

async function query(url: string, sql: string): Promise<unknown[]> {
  const client = new Client({ connectionString: url });
  client.on('error', () => {});
  await client.connect();
  try {
    return (await client.query({ text: sql, rowMode: 'array' })).rows.flat();
  } finally {
    await client.end();
  }
}

describe('embeddedPostgres', () => {
  it('keeps its data from one start to the next', async () => {
    const first = await prepare();
    const running = await startProgram(first);
    await createDatabase(first.url('postgres'), 'hikyaku');
    await createDatabase(first.url('postgres'), 'hikyaku');
    await query(first.url('hikyaku'), 'create table kept as select 飛脚 from (values (42)) as v(飛脚)');
    expect(await running.stop()).toEqual({ code: 0, signal: null });

    const second = await prepare();
    expect(second.note).toBeUndefined();
    await startProgram(second);
    expect(await query(second.url('hikyaku'), 'select 飛脚 from kept')).toEqual([42]);
  });

  it('has lost nothing that was committed when it is killed with -9', async () => {
    const first = await prepare({ durable: true });
    const running = await startProgram(first);
    await query(first.url('postgres'), 'create table kept as select 7 as n');
    process.kill(running.pid, 'SIGKILL');
    await running.exited;

    const second = await prepare();
    await startProgram(second);
    expect(await query(second.url('postgres'), 'select n from kept')).toEqual([7]);
  });

  it('stops a server that still runs on the same data, and says so', async () => {
    const first = await prepare();
    const running = await startProgram(first);
    const second = await prepare();
    expect(second.note).toBe(
      `Stopped PostgreSQL (process ${running.pid}), left over from an earlier run on the same data.`,
    );
    expect((await running.exited).code).toBe(0);
    await startProgram(second);
    expect(await query(second.url('postgres'), 'select 1')).toEqual([1]);
  });

  it('lets nobody in without the password, and listens on loopback alone', async () => {
    const postgres = await prepare();
    await startProgram(postgres);
    const wrong = new URL(postgres.url('postgres'));
    wrong.password = 'wrong';
    await expect(query(wrong.href, 'select 1')).rejects.toThrow('password authentication failed');
    expect(await query(postgres.url('postgres'), 'show listen_addresses')).toEqual(['127.0.0.1']);
    expect(await query(postgres.url('postgres'), 'show unix_socket_directories')).toEqual(['']);
  });

  it('sorts and folds text the same on every machine', async () => {
    const postgres = await prepare();
    await startProgram(postgres);
    const locale = 'select datlocprovider::text, datlocale from pg_database where datname = current_database()';
    expect(await query(postgres.url('postgres'), locale)).toEqual(['b', 'C.UTF-8']);
    expect(await query(postgres.url('postgres'), "select lower('ÄÖ')")).toEqual(['äö']);
  });

  it('refuses with a sentence when the kept password is not the one the data was made with', async () => {
    await (await startProgram(await prepare())).stop();
    await expect(startProgram(await prepare({ password: 'another' }))).rejects.toThrow('postgres.json');
  });

  it('ends, with its clients told, when it is stopped', async () => {
    const postgres = await prepare();
    const running = await startProgram(postgres);
    const client = new Client({ connectionString: postgres.url('postgres') });
    await client.connect();
    const told = once(client, 'error');
    // The broken connection follows the farewell.
    client.on('error', () => {});
    await running.stop();
    expect(String(await told)).toContain('terminating connection due to administrator command');
    await client.end().catch(() => {});
  });
});
