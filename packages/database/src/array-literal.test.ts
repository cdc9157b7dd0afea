import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import { plainArray, textArray, timeArray } from './array-literal.ts';
import { type TestDatabase, testDatabase } from './testing.ts';

let test: TestDatabase;
beforeAll(async () => {
  test = await testDatabase();
});
afterAll(() => test.drop());

async function read(array: string | null, type: 'bigint' | 'text' | 'timestamptz'): Promise<unknown> {
  const { rows } = await sql<{ read: unknown }>`select to_jsonb(${array}::${sql.raw(type)}[]) as read`.execute(test.db);
  return rows[0]?.read;
}

describe('array literals', () => {
  it('are read by Postgres as the values they were made of', async () => {
    expect(await read(plainArray(['125856071685342881', -7, 0]), 'text')).toEqual(['125856071685342881', '-7', '0']);
    expect(await read(plainArray([]), 'bigint')).toEqual([]);
    const hostile = ['', 'a"b', 'a\\b', '{x,y}', 'NULL', "'; drop table lists; --", '改行\r\nを含む', ' ', null];
    expect(await read(textArray(hostile), 'text')).toEqual(hostile);
    const at = new Date('2026-11-26T01:02:03.456Z');
    expect(await read(timeArray([at, null]), 'timestamptz')).toEqual(['2026-11-26T01:02:03.456+00:00', null]);
  });

  it('are none at all when every value is missing', () => {
    expect([textArray([null, null]), timeArray([null])]).toEqual([null, null]);
  });

  it('refuse, where nothing is escaped, whatever would need to be', () => {
    for (const value of ['1}', '"', 'a b', "'", '\\', 'é']) expect(() => plainArray([value])).toThrow(RangeError);
  });
});
