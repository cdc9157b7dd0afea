import type { Db } from '@hikyaku/database';
import { type TestDatabase, testDatabase } from '@hikyaku/database/testing';
import type { Settlement } from '@hikyaku/ledger';
import { findSuppressions } from '@hikyaku/suppression';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import { type SeededCampaign, seedCampaign, seededKey } from '../testing/campaign.ts';
import { ailments } from './reply-class.ts';
import { settleAndSuppress } from './settle-and-suppress.ts';

let database: TestDatabase;
let db: Db;
let campaign: SeededCampaign;
beforeAll(async () => {
  database = await testDatabase();
  db = database.db;
  // For the months that a database which has been running for longer has.
  await sql`create table events_of_earlier_months partition of events default`.execute(db);
});
beforeEach(async () => {
  await sql`truncate suppressions, deliveries, campaigns cascade`.execute(db);
  await sql`truncate events`.execute(db);
  campaign = await seedCampaign(db, 3);
  await sql`update deliveries set state = 'attempting', attempt = 1`.execute(db);
});
afterAll(() => database.drop());

const gone: Settlement = {
  state: 'bounced',
  reason: 'invalid-address',
  reply: '550 5.1.1 <p1@example.com>: no such user',
};
const inactive: Settlement = { state: 'bounced', reason: 'inactive-mailbox', reply: '550 5.2.1 disabled' };
const expired: Settlement = { state: 'failed', reason: 'expired', reply: '452 4.2.2 full' };

/** Settles the first attempt at one person's letter. */
function settled(person: number, outcome: Settlement, on: Db = db): Promise<number> {
  const key = { campaignId: campaign.campaignId, addressKey: seededKey(person), letterNo: 0 };
  return settleAndSuppress(on, [{ key, attempt: 1, slotId: 1, outcome }]);
}

async function standing(person: number) {
  const found = await findSuppressions(db, campaign.workspaceId, { addressKey: seededKey(person), limit: 10 });
  return found.filter((row) => row.liftedAt === null);
}

/** Refusals of a person on days ago, as earlier campaigns left them. */
async function refusals(person: number, reason: string, daysAgo: readonly number[]): Promise<void> {
  await sql`
    insert into events (id, at, workspace_id, kind, address_key, details)
    select first_id_at(at) + (nextval('id_sequence') & 2097151), at, ${campaign.workspaceId}, 'deferred', ${seededKey(person)},
      jsonb_build_object('reason', ${reason}::text)
    from (select clock_timestamp() - make_interval(days => n) as at from unnest(${[...daysAgo]}::integer[]) n) days
  `.execute(db);
}

/** Another campaign of long ago that this person's letter was accepted in, so many days ago. */
async function acceptedBefore(person: number, daysAgo: number): Promise<void> {
  const earlier = await seedCampaign(db, 0);
  await sql`
    insert into deliveries (campaign_id, address_key, state, settled_at)
    values (${earlier.campaignId}, ${seededKey(person)}, 'accepted', clock_timestamp() - make_interval(days => ${daysAgo}))
  `.execute(db);
}

describe('settleAndSuppress', () => {
  it('gives up an address that does not exist at once, for every workspace, with the reply as evidence', async () => {
    expect(await settled(1, gone)).toBe(1);
    expect(await standing(1)).toMatchObject([
      {
        scope: 'invalid',
        reason: 'invalid-address',
        source: 'bounce',
        note: '550 5.1.1 <p***@e***.com>: no such user',
        maskedEmail: 'p***@e***.com',
      },
    ]);
    expect(await standing(2)).toEqual([]);
  });

  it('tells it as an event of the workspace and campaign whose letter showed it', async () => {
    await settled(1, gone);
    const { rows } = await sql`
      select kind, workspace_id, campaign_id, details->>'reason' as reason, details->>'evidence' as evidence
      from events where address_key = ${seededKey(1)} order by id
    `.execute(db);
    const { workspaceId: workspace_id, campaignId: campaign_id } = campaign;
    expect(rows).toMatchObject([
      { kind: 'bounced', workspace_id, campaign_id, reason: 'invalid-address' },
      { kind: 'suppressed', workspace_id, campaign_id, evidence: '550 5.1.1 <p***@e***.com>: no such user' },
    ]);
  });

  it('leaves neither the bounce nor the suppression when it cannot write both', async () => {
    await sql`alter table suppressions add constraint shut check (false) not valid`.execute(db);
    await expect(settled(1, gone)).rejects.toThrow('shut');
    await sql`alter table suppressions drop constraint shut`.execute(db);
    const { rows } = await sql`select state from deliveries where address_key = ${seededKey(1)}`.execute(db);
    expect(rows).toEqual([{ state: 'attempting' }]);
    expect(await settled(1, gone)).toBe(1);
    expect(await standing(1)).toHaveLength(1);
  });

  it('changes nothing when it is repeated, as after an answer that was lost', async () => {
    await settled(1, gone);
    const [before] = await standing(1);
    expect(await settled(1, gone)).toBe(0);
    expect(await standing(1)).toEqual([before]);
    const { rows } = await sql`select 1 from events where kind = 'suppressed'`.execute(db);
    expect(rows).toHaveLength(1);
  });

  it('never gives up an address for a refusal that is not about it, however often', async () => {
    for (const reason of ['blocked', 'throttled', 'unauthenticated', 'content', 'policy', 'refused', 'too-large']) {
      await refusals(1, reason, [0, 1, 2, 5, 8, 13, 20, 30, 40, 50, 60]);
      await sql`update deliveries set state = 'attempting'`.execute(db);
      expect(await settled(1, { state: 'bounced', reason, reply: '550 no' })).toBe(1);
    }
    await sql`update deliveries set state = 'attempting'`.execute(db);
    await settled(1, expired);
    expect(await standing(1)).toEqual([]);
  });

  it.each(ailments)('gives up an address that is worn out by %s, and says by what', async (reason) => {
    await refusals(1, reason, [3, 8, 13, 18, 23, 28, 33]);
    await settled(1, { state: 'bounced', reason, reply: '550 5.2.1 <p1@example.com> disabled' });
    expect(await standing(1)).toMatchObject([
      {
        scope: 'invalid',
        reason: 'unreachable',
        note: expect.stringMatching(
          /^refused on 8 days from \d{4}-\d\d-\d\d to \d{4}-\d\d-\d\d, lastly: 550 5.2.1 <p\*\*\*@e\*\*\*.com> disabled$/,
        ),
      },
    ]);
  });

  it('gives it up when its last letter expires, too', async () => {
    await refusals(1, 'mailbox-full', [0, 3, 8, 13, 18, 23, 28, 33]);
    await settled(1, expired);
    expect(await standing(1)).toMatchObject([{ reason: 'unreachable' }]);
  });

  it('keeps an address that took a letter in between', async () => {
    await refusals(1, 'inactive-mailbox', [3, 8, 13, 18, 23, 28, 33]);
    await acceptedBefore(1, 10);
    await settled(1, inactive);
    expect(await standing(1)).toEqual([]);
  });

  it('gives an address another chance after an operator’s lift', async () => {
    await refusals(1, 'inactive-mailbox', [3, 8, 13, 18, 23]);
    await settled(1, inactive);
    await sql`update suppressions set lifted_at = clock_timestamp(), lifted_by = 'desk', lift_reason = 'wrote to us'`.execute(
      db,
    );
    await sql`update deliveries set state = 'attempting'`.execute(db);
    expect(await settled(1, inactive)).toBe(1);
    expect(await standing(1)).toEqual([]);
  });

  it('forgets what is older than ninety days', async () => {
    await refusals(1, 'inactive-mailbox', [91, 93, 95, 97, 99]);
    await settled(1, inactive);
    expect(await standing(1)).toEqual([]);
  });

  it('takes many letters at once, each with what it says', async () => {
    await refusals(2, 'inactive-mailbox', [3, 8, 13, 18, 23]);
    const outcomes = [gone, inactive, { state: 'accepted', reply: '250 ok' } as const];
    const letters = outcomes.map((outcome, index) => ({
      key: { campaignId: campaign.campaignId, addressKey: seededKey(index + 1), letterNo: 0 },
      attempt: 1,
      slotId: 1,
      outcome,
    }));
    expect(await settleAndSuppress(db, letters)).toBe(3);
    const reasons = [await standing(1), await standing(2), await standing(3)].map((rows) =>
      rows.map((row) => row.reason),
    );
    expect(reasons).toEqual([['invalid-address'], ['unreachable'], []]);
  });

  it('looks ten worn addresses up at once, and the others with their next refusal', async () => {
    campaign = await seedCampaign(db, 14);
    const everybody = Array.from({ length: 14 }, (_, index) => index + 1);
    for (const person of everybody) await refusals(person, 'inactive-mailbox', [3, 8, 13, 18, 23]);
    await sql`update deliveries set state = 'attempting', attempt = 1`.execute(db);
    const givenUpAfter = async (people: readonly number[]): Promise<number> => {
      const letters = people.map((person) => ({
        key: { campaignId: campaign.campaignId, addressKey: seededKey(person), letterNo: 0 },
        attempt: 1,
        slotId: 1,
        outcome: inactive,
      }));
      await settleAndSuppress(db, letters);
      return (await sql`select 1 from suppressions where reason = 'unreachable'`.execute(db)).rows.length;
    };
    expect(await givenUpAfter(everybody)).toBe(10);
    expect(await givenUpAfter(everybody.slice(10))).toBe(14);
  });

  it('settles accepted letters by one statement and no transaction of its own', async () => {
    const seen: string[] = [];
    const watched = db.withPlugin({
      transformQuery: ({ node }) => {
        seen.push(node.kind);
        return node;
      },
      transformResult: async ({ result }) => result,
    });
    await settled(3, { state: 'accepted', reply: '250 ok' }, watched);
    await settled(2, { state: 'deferred', reason: 'mailbox-full', reply: '452 full', dueAt: new Date() }, watched);
    expect(seen).toEqual(['RawNode', 'RawNode']);
  });
});
