import { type TestDatabase, testDatabase } from '@hikyaku/database/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { sql } from 'kysely';
import { prepare } from './prepare.ts';
import { schedule } from './schedule.ts';
import { depsFor, isSound, join, keyOf, newDraft, newList, newWorkspace, suppress, wake } from './testing/world.ts';
import { why } from './why.ts';

let test: TestDatabase;
let workspaceId: string;
let list: string;
beforeAll(async () => {
  test = await testDatabase();
  workspaceId = await newWorkspace(test.db);
  list = await newList(test.db, workspaceId);
});
afterAll(() => test.drop());

const ask = (campaignId: string, email: string) => why(test.db, workspaceId, campaignId, keyOf(email));

describe('why', () => {
  it('says of a draft who would get it, and who would not and why not', async () => {
    const { db } = test;
    const elsewhere = await newList(db, workspaceId);
    const unwanted = await newList(db, workspaceId);
    await join(db, workspaceId, 'reader@example.com', [list]);
    await join(db, workspaceId, 'waiting@example.com', [list], { state: 'pending' });
    await join(db, workspaceId, 'other@example.com', [elsewhere]);
    await join(db, workspaceId, 'excluded@example.com', [list, unwanted]);
    await join(db, workspaceId, 'gone@example.com', [list]);
    await suppress(db, workspaceId, 'gone@example.com', 'list', list);
    const { id } = await newDraft(db, workspaceId, [list], { exclude: [unwanted] });
    expect(await ask(id, 'reader@example.com')).toEqual({
      goes: true,
      status: 'draft',
      listId: list,
      notMeant: null,
      stops: [],
      letter: null,
    });
    expect(await ask(id, 'waiting@example.com')).toMatchObject({ goes: false, notMeant: 'unconfirmed' });
    expect(await ask(id, 'other@example.com')).toMatchObject({ goes: false, notMeant: 'on-no-list' });
    expect(await ask(id, 'excluded@example.com')).toMatchObject({ goes: false, notMeant: 'on-excluded-list' });
    expect(await ask(id, 'gone@example.com')).toMatchObject({ goes: false, notMeant: 'left' });
    expect(await ask(id, 'nobody@example.com')).toMatchObject({ goes: false, notMeant: 'no-contact' });
    expect(await why(db, await newWorkspace(db), id, keyOf('reader@example.com'))).toBeUndefined();
  });

  it('tells every reason with its date and door, the one that counts first (SUP-3)', async () => {
    const { db } = test;
    await join(db, workspaceId, 'both@example.com', [list]);
    await suppress(db, workspaceId, 'both@example.com', 'marketing');
    await suppress(db, workspaceId, 'both@example.com', 'all');
    const { id } = await newDraft(db, workspaceId, [list]);
    expect((await ask(id, 'both@example.com'))?.stops).toMatchObject([
      { stop: 'suppressed-all', source: 'test', since: expect.any(Date), reason: 'unsubscribed' },
      { stop: 'suppressed-marketing', source: 'test', since: expect.any(Date) },
    ]);
  });

  it('foretells what the freeze makes of anybody, and afterwards tells the row', async () => {
    const { db } = test;
    const person = fc.record({
      lists: fc.subarray([0, 1, 2]),
      state: fc.constantFrom('active' as const, 'active' as const, 'pending' as const),
      nos: fc.subarray(['list', 'marketing', 'all'] as const),
    });
    let round = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(person, { minLength: 15, maxLength: 15 }), async (people) => {
        round += 1;
        const lists = await Promise.all([0, 1, 2].map(() => newList(db, workspaceId)));
        const [first = '', second = '', excluded = ''] = lists;
        const email = (at: number) => `world-${round}-${at}@example.com`;
        for (const [at, { lists: on, state, nos }] of people.entries()) {
          const ids = on.map((n) => lists[n] ?? '');
          await join(db, workspaceId, email(at), ids, { state });
          for (const scope of nos) await suppress(db, workspaceId, email(at), scope, scope === 'list' ? first : null);
        }
        const { id } = await newDraft(db, workspaceId, [first, second], { exclude: [excluded] });
        const foretold = await Promise.all(people.map((_, at) => ask(id, email(at))));
        await schedule(depsFor(db), workspaceId, id, 'now');
        await prepare({ db, wake, isSound, pageSize: 7 }, id);
        for (const [at] of people.entries()) {
          const { rows } = await sql<{ state: string; reason: string | null; list_id: string }>`
            select state, reason, list_id from deliveries where campaign_id = ${id} and address_key = ${keyOf(email(at))}
          `.execute(db);
          const [row] = rows;
          const told = foretold[at];
          if (told?.notMeant !== null) expect(row).toBeUndefined();
          else if (told.goes) expect(row).toEqual({ state: 'queued', reason: null, list_id: told.listId });
          else expect(row).toEqual({ state: 'withheld', reason: told.stops[0]?.stop, list_id: told.listId });
          if (row !== undefined) {
            expect(await ask(id, email(at))).toMatchObject({ goes: told?.goes, letter: { state: row.state } });
          }
        }
      }),
      { numRuns: 6 },
    );
  });
});
