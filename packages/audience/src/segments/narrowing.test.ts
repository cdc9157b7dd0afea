import { publicId } from '@hikyaku/database';
import { type TestDatabase, testDatabase } from '@hikyaku/database/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { sql } from 'kysely';
import { countAudience } from '../count-audience.ts';
import { type Audience, type AudienceRow, audiencePageSql } from '../members.ts';
import { added, consent, newList, newWorkspace, suppress } from '../testing.ts';
import { person, populate } from './testing/crowd.ts';
import { holds } from './testing/holds.ts';
import { someMoment, someRule } from './testing/some-rules.ts';
import type { SegmentRule } from './rule.ts';

let test: TestDatabase;
beforeAll(async () => {
  test = await testDatabase();
});
afterAll(() => test.drop());

const everybody: SegmentRule = { kind: 'all', of: [{ kind: 'filled', field: 'email', is: true }] };
const now = { at: new Date(), timeZone: 'Asia/Tokyo' };

async function wholeAudience(audience: Audience, limit = 4): Promise<AudienceRow[]> {
  const all: AudienceRow[] = [];
  for (let after = '0'; ; ) {
    const { rows } = await audiencePageSql(audience, { after, limit }).execute(test.db);
    const last = rows.at(-1);
    if (last === undefined) return all;
    all.push(...rows);
    after = last.contact_id;
  }
}

describe('audiencePageSql with segments', () => {
  it('keeps of the members of plain lists those whom the rules hold, by the same list, and makes nobody else one', async () => {
    const crowds = fc.array(person, { minLength: 1, maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(crowds, fc.gen(), async (crowd, g) => {
        const place = await populate(test.db, crowd);
        const lists = { workspaceId: place.workspaceId, includeLists: place.lists, excludeLists: [] };
        const plain = await wholeAudience(lists);
        for (let i = 0; i < 10; i++) {
          const rules = (most: number) => g(() => fc.array(someRule(place), { maxLength: most }));
          const narrowing = { include: rules(2), exclude: rules(2), ...g(() => someMoment) };
          const asked = { workspaceId: place.workspaceId, at: narrowing.at, timeZone: narrowing.timeZone };
          const inAny = (rows: SegmentRule[], n: number) => {
            const someone = crowd[n];
            return someone !== undefined && rows.some((rule) => holds(rule, someone, place, asked));
          };
          const expected = plain.map((row) => {
            const n = place.ids.indexOf(row.contact_id);
            if (inAny(narrowing.exclude, n)) return { ...row, outcome: 'in-excluded-segment' };
            if (narrowing.include.length === 0 || inAny(narrowing.include, n)) return row;
            return { ...row, outcome: 'outside-segments' };
          });
          expect(await wholeAudience({ ...lists, narrowing })).toEqual(expected);
        }
      }),
      { numRuns: 20 },
    );
  });

  it('reaches nobody by a segment alone: without a list there is nobody', async () => {
    const workspaceId = await newWorkspace(test.db);
    await added(test.db, { workspaceId, email: 'on-no-list@example.com' });
    const narrowing = { include: [everybody], exclude: [], ...now };
    expect(await wholeAudience({ workspaceId, includeLists: [], excludeLists: [], narrowing })).toEqual([]);
  });

  it('looks at nobody who objects to marketing, until they confirm a list again (EU-3)', async () => {
    const workspaceId = await newWorkspace(test.db);
    const list = await newList(test.db, workspaceId);
    const joined = async (email: string) => (await added(test.db, { workspaceId, email, lists: [list], consent })).id;
    const willing = await joined('willing@example.com');
    await joined('objects@example.com');
    await suppress(test.db, { workspaceId, email: 'objects@example.com', scope: 'marketing' });
    await joined('complains@example.com');
    await suppress(test.db, { workspaceId, email: 'complains@example.com', scope: 'all', reason: 'complaint' });
    const again = await joined('again@example.com');
    await suppress(test.db, { workspaceId, email: 'again@example.com', scope: 'marketing' });
    await sql`update subscriptions set confirmed_at = clock_timestamp() where contact_id = ${again}`.execute(test.db);
    const audience = { workspaceId, includeLists: [list], excludeLists: [] };
    const members = async (narrowing: Audience['narrowing']) =>
      (await wholeAudience({ ...audience, narrowing }))
        .filter(({ outcome }) => outcome === 'member')
        .map(({ contact_id }) => contact_id);
    expect(await members({ include: [everybody], exclude: [], ...now })).toEqual([willing, again]);
    // Nor does an excluded segment look at them: the gate keeps their letters, as without it.
    expect(await members({ include: [], exclude: [everybody], ...now })).toHaveLength(2);
  });

  it('leaves the statement of plain lists as it was', () => {
    const audience = { workspaceId: '1', includeLists: ['2'], excludeLists: [] };
    const text = audiencePageSql(audience, { after: '0', limit: 10 }).compile(test.db).sql;
    expect(text).not.toMatch(/narrowed|segment/);
  });
});

describe('countAudience with segments', () => {
  it('says how many stay out because of them, and counts nobody twice', async () => {
    const workspaceId = await newWorkspace(test.db);
    const [list, vip] = [await newList(test.db, workspaceId), await newList(test.db, workspaceId)];
    const join = (email: string, plan: string, lists = [list]) =>
      added(test.db, { workspaceId, email, lists, consent, fields: { plan } });
    await join('a@example.com', 'gold');
    await join('b@example.com', 'gold', [list, vip]);
    await join('c@example.com', 'silver');
    await join('d@example.com', 'bronze');
    const plan = (value: string): SegmentRule => ({
      kind: 'all',
      of: [{ kind: 'text', field: 'plan', is: 'equal', value }],
    });
    const onVip: SegmentRule = { kind: 'all', of: [{ kind: 'list', list: publicId('list', vip), is: 'active' }] };
    const narrowing = { include: [plan('gold'), plan('silver')], exclude: [onVip], ...now };
    expect(
      await countAudience(test.db, { workspaceId, includeLists: [list], excludeLists: [], narrowing }),
    ).toMatchObject({ reached: 2, inExcludedSegment: 1, outsideSegments: 1 });
  });
});
