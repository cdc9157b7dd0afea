import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type TestDatabase, testDatabase } from '@hikyaku/database/testing';
import { newList, newWorkspace } from '../testing.ts';
import { beginImport } from './begin-import.ts';
import { addReject, emptyPage } from './import-page.ts';
import { importStatus } from './import-status.ts';
import { openStoppedPeople } from './stopped-people.ts';
import { mostRejectsKept, writePage } from './write-page.ts';

let test: TestDatabase;
beforeAll(async () => {
  test = await testDatabase();
});
afterAll(() => test.drop());

describe('writePage', () => {
  it('counts every rejected line, and keeps no more than 100,000 of them', async () => {
    const workspaceId = await newWorkspace(test.db);
    const listId = await newList(test.db, workspaceId);
    const begun = await beginImport(test.db, { workspaceId, listId, basis: 'consent', source: 'test' });
    if (!begun.ok) throw new Error(begun.problem.reason);
    const page = emptyPage();
    for (const line of [200_001, 200_002, 200_003]) addReject(page, { line, value: 'x\0', reason: 'bad' });
    await test.db.connection().execute(async (session) => {
      await openStoppedPeople(session);
      const target = { id: begun.id, workspaceId, listId, basis: 'consent', source: 'test' };
      await writePage(session, target, page, mostRejectsKept - 1);
      await writePage(session, target, { ...page, rejects: page.rejects.slice(1) }, mostRejectsKept + 2);
    });
    expect(await importStatus(test.db, workspaceId, begun.id)).toMatchObject({ rejected: 5 });
    const kept = await test.db
      .selectFrom('import_rejects')
      .select(['line', 'value'])
      .where('import_id', '=', begun.id)
      .execute();
    expect(kept).toEqual([{ line: 200_001, value: 'x␀' }]);
  });
});
