import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type TestDatabase, testDatabase } from '@hikyaku/database/testing';
import { parse } from 'csv-parse/sync';
import { newList, newWorkspace } from '../testing.ts';
import { beginImport } from './begin-import.ts';
import { rejectsCsv } from './rejects-csv.ts';

let test: TestDatabase;
beforeAll(async () => {
  test = await testDatabase();
});
afterAll(() => test.drop());

async function report(rejects: { line: number; value: string; reason: string }[]): Promise<string[][]> {
  const workspaceId = await newWorkspace(test.db);
  const listId = await newList(test.db, workspaceId);
  const begun = await beginImport(test.db, { workspaceId, listId, basis: 'consent', source: 'test' });
  if (!begun.ok) throw new Error(begun.problem.reason);
  if (rejects.length > 0) {
    await test.db
      .insertInto('import_rejects')
      .values(rejects.map((reject) => ({ import_id: begun.id, ...reject })))
      .execute();
  }
  let text = '';
  for await (const piece of rejectsCsv(test.db, begun.id)) text += piece;
  return parse(text);
}

describe('rejectsCsv', () => {
  it('is a header alone when nothing was rejected', async () => {
    expect(await report([])).toEqual([['line', 'value', 'reason']]);
  });

  it('gives every line in order, over as many pages as it takes', async () => {
    const rejects = Array.from({ length: 2_500 }, (_, i) => ({ line: 2_501 - i, value: 'v', reason: 'r' }));
    const lines = (await report(rejects)).slice(1).map(([line]) => Number(line));
    expect(lines).toEqual(Array.from({ length: 2_500 }, (_, i) => i + 2));
  });

  it('quotes what needs it and disarms whatever a spreadsheet would run', async () => {
    const values = ['a,"b"\nc', '=1+1', '+1', '-1', '@x', '\t=1', ' =1', '\r=1', '＝1', 'a=b'];
    const rows = await report(values.map((value, i) => ({ line: i + 2, value, reason: `=${i}` })));
    expect(rows.slice(1).map(([, value]) => value)).toEqual([
      'a,"b"\nc',
      "'=1+1",
      "'+1",
      "'-1",
      "'@x",
      "'\t=1",
      "' =1",
      "'\r=1",
      "'＝1",
      'a=b',
    ]);
    for (const [, , reason] of rows.slice(1)) expect(reason).toMatch(/^'=/);
  });
});
