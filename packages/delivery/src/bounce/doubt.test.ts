import type { Db } from '@hikyaku/database';
import { type TestDatabase, testDatabase } from '@hikyaku/database/testing';
import type { Settlement } from '@hikyaku/ledger';
import { decideHeld, listHeld } from '@hikyaku/suppression';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import { type SeededCampaign, seedCampaign, seededKey } from '../testing/campaign.ts';
import { settleAndSuppress } from './settle-and-suppress.ts';

let database: TestDatabase;
let db: Db;
beforeAll(async () => {
  database = await testDatabase();
  db = database.db;
});
beforeEach(async () => {
  await sql`truncate suppressions, deliveries, campaigns, lost_addresses cascade`.execute(db);
  await sql`truncate events`.execute(db);
});
afterAll(() => database.drop());

const gone: Settlement = {
  state: 'bounced',
  reason: 'invalid-address',
  reply: '550 5.1.1 <p1@example.com>: unknown user',
};
const accepted: Settlement = { state: 'accepted', reply: '250 2.0.0 kept' };

/** Answers to the letters of these people, in one settlement. */
async function answer(campaign: SeededCampaign, people: readonly number[], outcome: Settlement): Promise<void> {
  await settleAndSuppress(
    db,
    people.map((person) => ({
      key: { campaignId: campaign.campaignId, addressKey: seededKey(person), letterNo: 0 },
      attempt: 1,
      slotId: 1,
      outcome,
    })),
  );
}

/** A campaign whose letters are on the wire; the people's addresses took letters before when `known`. */
async function underway(people: number, known: boolean): Promise<SeededCampaign> {
  const before = await seedCampaign(db, people);
  await sql`update deliveries set state = ${known ? 'accepted' : 'bounced'}, settled_at = clock_timestamp()`.execute(
    db,
  );
  const campaign = await seedCampaign(db, people);
  await sql`
    update campaigns set workspace_id = ${before.workspaceId} where id = ${campaign.campaignId}
  `.execute(db);
  await sql`update deliveries set state = 'attempting', attempt = 1 where campaign_id = ${campaign.campaignId}`.execute(
    db,
  );
  return { ...campaign, workspaceId: before.workspaceId };
}

const numbers = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, n) => from + n);

async function standing(): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from suppressions where scope = 'invalid' and lifted_at is null
  `.execute(db);
  return rows[0]?.n ?? 0;
}

async function told(kind: string): Promise<number> {
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from events where kind = ${kind}`.execute(db);
  return rows[0]?.n ?? 0;
}

describe('doubt', () => {
  it('holds known addresses of a receiver that suddenly calls many of them invalid, those given up before it was noticed too', async () => {
    const campaign = await underway(100, true);
    await answer(campaign, numbers(41, 100), accepted);
    await answer(campaign, numbers(1, 6), gone);
    expect(await standing()).toBe(6);
    await answer(campaign, numbers(7, 20), gone);
    await answer(campaign, numbers(21, 25), gone);
    expect(await standing()).toBe(0);
    expect(await listHeld(db, { workspaceId: campaign.workspaceId })).toEqual([
      {
        domain: 'example.com',
        addresses: 25,
        since: expect.any(Date),
        evidence: '550 5.1.1 <p***@e***.com>: unknown user',
      },
    ]);
    expect(await told('suppression-held')).toBe(25);
    // The books keep what was said.
    const bounced = await db.selectFrom('deliveries').select('state').where('state', '=', 'bounced').execute();
    expect(bounced).toHaveLength(25);
  });

  it('gives addresses up as before that nobody knows, or that are few among many', async () => {
    const strangers = await underway(60, false);
    await answer(strangers, numbers(1, 30), gone);
    expect(await standing()).toBe(30);
    await sql`truncate suppressions, deliveries, campaigns cascade`.execute(db);
    const many = await underway(400, true);
    const left = numbers(1, 400).filter((person) => person % 33 === 0);
    const there = numbers(1, 400).filter((person) => person % 33 !== 0);
    await answer(many, there, accepted);
    await answer(many, left, gone);
    expect(await standing()).toBe(12);
    expect(await listHeld(db, { workspaceId: null })).toEqual([]);
  });

  it('lets an operator release them, who are given up then, or discard them, who are written to again', async () => {
    const campaign = await underway(40, true);
    await answer(campaign, numbers(1, 20), gone);
    const decide = (decision: 'released' | 'discarded', workspaceId: string | null) =>
      decideHeld(db, { workspaceId, domain: 'Example.com', decision, by: 'desk' });
    expect(await decide('released', '1')).toBe(0);
    expect(await decide('released', campaign.workspaceId)).toBe(20);
    expect(await decide('discarded', null)).toBe(0);
    expect([await standing(), await told('suppression-released')]).toEqual([20, 20]);
    await sql`update suppressions set lifted_at = clock_timestamp(), lift_reason = 'test'`.execute(db);
    await answer(campaign, numbers(21, 40), gone);
    expect(await decide('discarded', null)).toBe(20);
    expect([await standing(), await told('suppression-discarded')]).toEqual([0, 20]);
  });
});
