import { publicId } from '@hikyaku/database';
import { type TestDatabase, testDatabase } from '@hikyaku/database/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { sql } from 'kysely';
import type { SegmentRule } from './rule.ts';
import { type Asked, ruleSql } from './rule-sql.ts';
import { person, populate } from './testing/crowd.ts';
import { holds } from './testing/holds.ts';
import { someMoment, someRule } from './testing/some-rules.ts';

let test: TestDatabase;
beforeAll(async () => {
  test = await testDatabase();
});
afterAll(() => test.drop());

async function held(rule: SegmentRule, asked: Asked): Promise<string[]> {
  const { rows } = await sql<{ id: string; held: boolean | null }>`
    select c.id, ${ruleSql(rule, asked)} as held from contacts c where c.workspace_id = ${asked.workspaceId} order by c.id
  `.execute(test.db);
  expect(rows.filter((row) => row.held === null)).toEqual([]);
  return rows.filter((row) => row.held).map((row) => row.id);
}

describe('ruleSql', () => {
  it('holds exactly the people whom a straightforward reading of the same rule holds, and answers about everybody', async () => {
    const crowds = fc.array(person, { minLength: 1, maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(crowds, fc.gen(), async (crowd, g) => {
        const place = await populate(test.db, crowd);
        for (let i = 0; i < 25; i++) {
          const rule = g(someRule, place);
          const asked = { workspaceId: place.workspaceId, ...g(() => someMoment) };
          const expected = crowd.flatMap((someone, n) => (holds(rule, someone, place, asked) ? [place.ids[n]] : []));
          expect({ rule, held: await held(rule, asked) }).toEqual({ rule, held: expected });
        }
      }),
      { numRuns: 30 },
    );
  });

  it('puts no value into the text of a statement', () => {
    const place = { lists: ['1', '2'], campaign: '3' };
    fc.assert(
      fc.property(someRule(place), fc.stringMatching(/^[a-z]{12}$/), (rule, mark) => {
        const marked: SegmentRule = {
          kind: 'all',
          of: [
            rule,
            { kind: 'text', field: `${mark}-field`, is: 'contains', value: `${mark}'"--` },
            { kind: 'filled', field: `${mark}-'`, is: true },
          ],
        };
        const asked = { workspaceId: '4', at: new Date(0), timeZone: 'Asia/Tokyo' };
        const text = ruleSql(marked, asked).compile(test.db).sql;
        expect(text).not.toContain(mark);
        expect(text).not.toMatch(/example|gold|2026|tokyo/i);
      }),
    );
  });

  it('holds nobody by the letters of another workspace, or by its lists', async () => {
    const someone = { email: 'a@example.com', fields: {}, lists: [], letters: ['accepted'] };
    const theirs = await populate(test.db, [someone]);
    const mine = await populate(test.db, [{ ...someone, letters: [] }]);
    await sql`
      update contacts set address_key = (select address_key from contacts where id = ${theirs.ids[0]}) where id = ${mine.ids[0]}
    `.execute(test.db);
    const rule: SegmentRule = {
      kind: 'any',
      of: [
        { kind: 'letter', campaign: publicId('campaign', theirs.campaign), is: ['accepted', 'none'] },
        { kind: 'list', list: publicId('list', theirs.lists[0] ?? ''), is: 'active' },
      ],
    };
    expect(await held(rule, { workspaceId: mine.workspaceId, at: new Date(), timeZone: 'UTC' })).toEqual([]);
  });
});
