import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type TestDatabase, testDatabase } from '@hikyaku/database/testing';
import { sql } from 'kysely';
import { newList, newWorkspace, pepper } from '../testing.ts';
import { beginImport } from './begin-import.ts';
import { type ImportStatus, importStatus } from './import-status.ts';
import { failInterruptedImports, runImport } from './run-import.ts';

let test: TestDatabase;
beforeAll(async () => {
  test = await testDatabase();
});
afterAll(() => test.drop());

async function begun(): Promise<{ workspaceId: string; importId: string }> {
  return begunIn(await newWorkspace(test.db));
}

async function begunIn(workspaceId: string): Promise<{ workspaceId: string; importId: string }> {
  const listId = await newList(test.db, workspaceId);
  const answer = await beginImport(test.db, { workspaceId, listId, basis: 'consent', source: 'test' });
  if (!answer.ok) throw new Error(answer.problem.reason);
  return { workspaceId, importId: answer.id };
}

async function* lines(count: number, meanwhile?: () => Promise<void>): AsyncGenerator<Buffer> {
  yield Buffer.from('email\n');
  for (let i = 0; i < count; i++) {
    yield Buffer.from(`p${i}@example.com\n`);
    if (i === count - 1) await meanwhile?.();
  }
}

const pagesOf = (rows: number | undefined) => rows === 5_000 || rows === 10_000;

describe('runImport', () => {
  it('keeps the counts up to date while it reads', async () => {
    const file = await begun();
    let halfWay: ImportStatus | undefined;
    const stream = lines(10_500, async () => {
      halfWay = await importStatus(test.db, file.workspaceId, file.importId);
    });
    const done = await runImport(test.db, pepper, { ...file, stream });
    // The second page may be on its way still: it is written while the file is read on.
    expect(halfWay).toMatchObject({ status: 'running', rows: expect.any(Number), finishedAt: null });
    expect(pagesOf(halfWay?.rows)).toBe(true);
    expect(halfWay?.added).toBe(halfWay?.rows);
    expect(done).toMatchObject({ status: 'finished', rows: 10_500, added: 10_500 });
  });

  it('keeps whole pages when it stops half way, and the same file again adds exactly the rest', async () => {
    const file = await begun();
    const killed = lines(10_500, async () => {
      await sql`
        select pg_terminate_backend(pid) from pg_locks
        where locktype = 'advisory' and objid::bigint = ${file.importId}::bigint & 4294967295 and granted
      `.execute(test.db);
    });
    await expect(runImport(test.db, pepper, { ...file, stream: killed })).rejects.toThrow();
    const kept = await test.db
      .selectFrom('contacts')
      .select(({ fn }) => fn.countAll<string>().as('people'))
      .where('workspace_id', '=', file.workspaceId)
      .executeTakeFirstOrThrow();
    expect(await importStatus(test.db, file.workspaceId, file.importId)).toMatchObject({
      rows: Number(kept.people),
      added: Number(kept.people),
    });
    expect(pagesOf(Number(kept.people))).toBe(true);
    expect(await failInterruptedImports(test.db)).toBe(1);
    const again = await begunIn(file.workspaceId);
    expect(await runImport(test.db, pepper, { ...again, stream: lines(10_500) })).toMatchObject({
      status: 'finished',
      added: 10_500 - Number(kept.people),
      updated: Number(kept.people),
    });
  });

  it('finds no import of another workspace, and runs none twice', async () => {
    const file = await begun();
    const elsewhere = await newWorkspace(test.db);
    expect(await runImport(test.db, pepper, { ...file, workspaceId: elsewhere, stream: lines(1) })).toBeUndefined();
    await runImport(test.db, pepper, { ...file, stream: lines(1) });
    expect(await runImport(test.db, pepper, { ...file, stream: lines(3) })).toMatchObject({ rows: 1 });
  });

  it('throws when the database fails, marks the import as failed, and leaves the connection clean', async () => {
    const file = await begun();
    const stream = lines(10_500, async () => {
      await sql`alter table contacts rename to contacts_gone`.execute(test.db);
    });
    try {
      await expect(runImport(test.db, pepper, { ...file, stream })).rejects.toThrow(/contacts/);
    } finally {
      await sql`alter table contacts_gone rename to contacts`.execute(test.db);
    }
    const failed = await importStatus(test.db, file.workspaceId, file.importId);
    expect(failed?.status).toBe('failed');
    expect(pagesOf(failed?.rows)).toBe(true);
    const { rows } =
      await sql`select from pg_locks where locktype = 'advisory' and database = (select oid from pg_database where datname = current_database())`.execute(
        test.db,
      );
    expect(rows).toEqual([]);
    const again = await begun();
    expect(await runImport(test.db, pepper, { ...again, stream: lines(3) })).toMatchObject({
      status: 'finished',
      added: 3,
    });
  });
});

describe('failInterruptedImports', () => {
  it('fails the imports whose process is gone, and leaves alone the one that is being read', async () => {
    const dead = await begun();
    const alive = await begun();
    let failed = 0;
    const stream = lines(2, async () => {
      failed = await failInterruptedImports(test.db);
    });
    expect(await runImport(test.db, pepper, { ...alive, stream })).toMatchObject({ status: 'finished', rows: 2 });
    expect(failed).toBe(1);
    expect(await importStatus(test.db, dead.workspaceId, dead.importId)).toMatchObject({
      status: 'failed',
      failure: expect.stringMatching(/interrupted/),
    });
  });
});
