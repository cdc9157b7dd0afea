import { type TestDatabase, testDatabase, untilSomebodyWaits } from '@hikyaku/database/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { sql } from 'kysely';
import { leftSql } from '../left.ts';
import { added, consent, newList, newWorkspace, suppress } from '../testing.ts';
import { lookAtRule } from './look-at-rule.ts';
import { objectedSql } from './objected.ts';
import type { SegmentRule } from './rule.ts';
import { ruleSql } from './rule-sql.ts';
import { person, type Place, populate } from './testing/crowd.ts';
import { someMoment, someRule } from './testing/some-rules.ts';

let test: TestDatabase;
beforeAll(async () => {
  test = await testDatabase();
});
afterAll(() => test.drop());

const gold: SegmentRule = { kind: 'all', of: [{ kind: 'text', field: 'plan', is: 'equal', value: 'gold' }] };

describe('lookAtRule', () => {
  it('counts whom a rule holds and whom of them a letter would reach, and shows the newest ten, page after page', async () => {
    const workspaceId = await newWorkspace(test.db);
    const list = await newList(test.db, workspaceId);
    const join = (n: number, plan: string, confirm = false) =>
      added(
        test.db,
        { workspaceId, email: `p${n}@example.com`, lists: [list], consent, fields: { plan } },
        { confirm },
      );
    for (let n = 0; n < 13; n++) await join(n, n % 5 === 4 ? 'silver' : 'gold');
    await join(13, 'gold', true);
    await added(test.db, { workspaceId, email: 'p14@example.com', fields: { plan: 'gold' } });
    await suppress(test.db, { workspaceId, email: 'p0@example.com', scope: 'list', listId: list });
    await suppress(test.db, { workspaceId, email: 'p1@example.com', scope: 'marketing' });
    const look = await lookAtRule(test.db, workspaceId, gold, { pageSize: 4 });
    expect(look).toMatchObject({ people: 15, held: 12, reachable: 9 });
    expect(look.sample.map(({ email }) => email)).toEqual(
      [14, 13, 12, 11, 10, 8, 7, 6, 5, 3].map((n) => `p${n}@example.com`),
    );
  });

  it('counts nobody in a workspace without people', async () => {
    expect(await lookAtRule(test.db, await newWorkspace(test.db), gold)).toEqual({
      people: 0,
      held: 0,
      reachable: 0,
      sample: [],
    });
  });

  it('counts the people whom a plain count counts, whatever "no" of theirs stands, was lifted or is somebody else’s', async () => {
    const crowds = fc.array(fc.tuple(person, fc.array(no, { maxLength: 2 })), { minLength: 1, maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(crowds, fc.gen(), async (crowd, g) => {
        const place = await populate(
          test.db,
          crowd.map(([someone]) => someone),
        );
        const elsewhere = await newWorkspace(test.db);
        for (const [n, [, noes]] of crowd.entries()) {
          for (const one of noes) await say(one, place.ids[n] ?? '', { here: place.workspaceId, elsewhere });
        }
        for (let i = 0; i < 8; i++) {
          const rule = g(someRule, place);
          const at = g(() => someMoment).at;
          const look = await lookAtRule(test.db, place.workspaceId, rule, { at, pageSize: 3 });
          expect({ rule, held: look.held, reachable: look.reachable, people: look.people }).toEqual({
            rule,
            ...(await plainCount(place, rule, at)),
            people: crowd.length,
          });
        }
      }),
      { numRuns: 25 },
    );
  });

  it('reads no further page once nobody wants the answer any more', async () => {
    const workspaceId = await newWorkspace(test.db);
    for (const email of ['a@example.com', 'b@example.com']) await added(test.db, { workspaceId, email });
    const wanted = new AbortController();
    const look = test.db.transaction().execute(async (tx) => {
      await sql`lock table contacts in access exclusive mode`.execute(tx);
      const looking = lookAtRule(test.db, workspaceId, gold, { pageSize: 1, signal: wanted.signal });
      looking.catch(() => {});
      await untilSomebodyWaits(test.db);
      wanted.abort('gone');
      return { looking };
    });
    await expect((await look).looking).rejects.toBe('gone');
  });
});

type No = { scope: 'marketing' | 'all' | 'invalid'; reason: string; lifted: boolean; elsewhere: boolean; at: Date };

const no: fc.Arbitrary<No> = fc.record({
  scope: fc.constantFrom('marketing', 'marketing', 'all', 'invalid'),
  reason: fc.constantFrom('unsubscribed', 'complaint'),
  lifted: fc.boolean(),
  elsewhere: fc.boolean(),
  at: fc.constantFrom('2026-01-19T00:00:00Z', '2026-02-03T00:00:00Z').map((moment) => new Date(moment)),
});

async function say(one: No, contact: string, { here, elsewhere }: { here: string; elsewhere: string }): Promise<void> {
  const workspaceId = one.scope === 'invalid' ? null : one.elsewhere ? elsewhere : here;
  await sql`
    insert into suppressions (address_key, scope, workspace_id, reason, source, masked_email, suppressed_at, lifted_at, lift_reason)
    select address_key, ${one.scope}, ${workspaceId}, ${one.reason}, 'test', 'x', ${one.at},
      case when ${one.lifted} then now() end, case when ${one.lifted} then 'a test' end
    from contacts where id = ${contact}
    on conflict do nothing
  `.execute(test.db);
}

/** Everybody at once, and every suppression asked about everybody. */
async function plainCount({ workspaceId }: Place, rule: SegmentRule, at: Date) {
  const { rows } = await sql<{ held: number; reachable: number }>`
    select count(*)::integer as held, (count(*) filter (where exists (
      select from subscriptions s
      where s.contact_id = c.id and s.state = 'active' and not ${leftSql('s', sql.ref('c.address_key'))}
        and not exists (select from stopping_scopes(${workspaceId}, 'marketing', c.address_key, s.list_id, c.id))
    )))::integer as reachable
    from contacts c
    where c.workspace_id = ${workspaceId}
      and not ${objectedSql(workspaceId)} and ${ruleSql(rule, { workspaceId, at, timeZone: 'Asia/Tokyo' })}
  `.execute(test.db);
  return rows[0];
}
