import { type TestDatabase, testDatabase } from '@hikyaku/database/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import { rewriteFunctions, StaleEditError } from './rewrite-functions.ts';

let test: TestDatabase;
beforeAll(async () => {
  test = await testDatabase();
  await sql`create function answer() returns integer language sql as 'select 41 + 1'`.execute(test.db);
});
afterAll(() => test.drop());

describe('rewriteFunctions', () => {
  it('redefines a function from its own source', async () => {
    await rewriteFunctions(test.db, [{ name: 'answer', replace: '41 + 1', by: '42 + 1' }]);
    expect((await sql`select answer()`.execute(test.db)).rows).toEqual([{ answer: 43 }]);
  });

  it('refuses an edit whose passage is not there, or stands there twice, so that no list of edits goes stale', async () => {
    const refuse = async (replace: string) =>
      await expect(rewriteFunctions(test.db, [{ name: 'answer', replace, by: '' }])).rejects.toThrow(StaleEditError);
    await refuse('not there');
    await refuse('e');
    await expect(rewriteFunctions(test.db, [{ name: 'no_such_function', replace: 'x', by: '' }])).rejects.toThrow(
      StaleEditError,
    );
  });
});
