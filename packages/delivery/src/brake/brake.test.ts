import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Db } from '@hikyaku/database';
import { type TestDatabase, testDatabase } from '@hikyaku/database/testing';
import { balances, markAnswers, readBooks } from '@hikyaku/ledger';
import { suppress } from '@hikyaku/suppression';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import { tick } from '../lane/tick.ts';
import { type SeededCampaign, seedCampaign, seededKey } from '../testing/campaign.ts';
import { type Script, scriptedServer } from '../testing/scripted-server.ts';
import { testSender } from '../testing/sender.ts';
import { captureTransport } from '../transports/capture.ts';
import { pipeliningTransport } from '../transports/pipelining.ts';
import { parseRelay } from '../transports/relay.ts';
import { brake } from './brake.ts';

let database: TestDatabase;
let db: Db;
let folder: string;
const closing: (() => Promise<unknown>)[] = [];
beforeEach(async () => {
  database = await testDatabase();
  db = database.db;
  folder = mkdtempSync(path.join(tmpdir(), 'hikyaku-brake-'));
  await sql`insert into lanes (name) values ('docomo')`.execute(db);
  await sql`update lane_slots set lane = 'tail-1', position = id`.execute(db);
});
afterEach(async () => {
  for (const close of closing.splice(0).toReversed()) await close();
  await database.drop();
  rmSync(folder, { recursive: true });
});

/** Sends what is due of a campaign, slot after slot, to a receiver that answers like this; how many letters it got to see. */
async function send(campaign: SeededCampaign, script: Script): Promise<void> {
  const server = await scriptedServer(script);
  closing.push(server.close);
  const relay = parseRelay(`smtp://127.0.0.1:${server.port}`);
  const one = await testSender(db, pipeliningTransport(relay, 'mail.example.com'), folder, { lines: 4 });
  closing.push(one.close);
  for (const slotId of campaign.slotIds) await tick(one.sender, slotId);
  expect(one.troubles).toEqual([]);
}

async function status(campaign: SeededCampaign) {
  return db
    .selectFrom('campaigns')
    .select(['status', 'status_reason', 'status_facts'])
    .where('id', '=', campaign.campaignId)
    .executeTakeFirstOrThrow();
}

describe('brake', () => {
  it('pauses a campaign whose receivers know too few of its people, and says where and how many (JPC-5)', async () => {
    await sql`update lane_slots set lane = 'docomo'`.execute(db);
    const campaign = await seedCampaign(db, 2_000);
    await send(campaign, { rcpt: '550 5.1.1 User unknown' });
    const { status: now, status_reason: why, status_facts: facts } = await status(campaign);
    expect(now).toBe('paused');
    expect(why).toBe('too-many-invalid');
    const figure = expect.any(Number);
    expect(facts).toEqual({ lane: 'docomo', count: figure, answered: figure, mostPercent: 3 });
    const books = await readBooks(db, campaign.campaignId);
    expect(balances(books)).toBe(true);
    // The least number of answers, those of one settlement more, and what is in hand.
    expect(books.bounced).toBeGreaterThanOrEqual(200);
    expect(books.bounced).toBeLessThanOrEqual(200 + 500 + 64);
    const told = await db.selectFrom('events').select(['details']).where('kind', '=', 'paused').execute();
    expect(told).toEqual([
      { details: expect.objectContaining({ by: 'brake', reason: 'too-many-invalid', lane: 'docomo', mostPercent: 3 }) },
    ]);
  });

  it('does not stop a campaign for ten letters, nor one whose people are there', async () => {
    const few = await seedCampaign(db, 10);
    await send(few, { rcpt: '550 5.1.1 User unknown' });
    expect(await status(few)).toMatchObject({ status: 'sending', status_reason: null });
    const many = await seedCampaign(db, 700);
    await sql`delete from suppressions`.execute(db);
    await send(many, {});
    expect(await status(many)).toMatchObject({ status: 'sending', status_reason: null });
  });

  it('judges by what is answered after somebody let it go on', async () => {
    const campaign = await seedCampaign(db, 2_000);
    await sql`insert into tallies (campaign_id, slot_id, day, invalid) values (${campaign.campaignId}, 1, '2026-01-01', 600)`.execute(
      db,
    );
    expect(await brake(db, 'all')).toMatchObject([{ why: { count: 600, answered: 600 } }]);
    expect(await brake(db, 'all')).toEqual([]);
    await sql`select move_campaign(${campaign.campaignId}, array['paused'], 'sending')`.execute(db);
    await markAnswers(db, campaign.campaignId);
    expect(await brake(db, 'all')).toEqual([]);
    await markAnswers(db, campaign.campaignId);
    await sql`insert into tallies (campaign_id, slot_id, day, invalid) values (${campaign.campaignId}, 2, '2026-01-02', 500)`.execute(
      db,
    );
    expect(await brake(db, [campaign.campaignId])).toMatchObject([{ why: { count: 500, answered: 500 } }]);
  });

  it('pauses a campaign that many complain of: each complaint counts once, for the letter the person got last', async () => {
    const campaign = await seedCampaign(db, 1_200);
    const one = await testSender(
      db,
      captureTransport(() => {}),
      folder,
    );
    closing.push(one.close);
    for (const slotId of campaign.slotIds) await tick(one.sender, slotId);
    const complain = (people: number[], source: string) =>
      suppress(
        db,
        people.map((n) => ({
          workspaceId: campaign.workspaceId,
          addressKey: seededKey(n),
          scope: 'marketing',
          listId: null,
        })),
        { reason: 'complaint', source },
      );
    const numbers = (from: number, count: number) => Array.from({ length: count }, (_, n) => from + n);
    await complain(numbers(500, 100), 'import');
    await complain([...numbers(1, 6), 5_000], 'api');
    await complain(numbers(1, 6), 'api');
    expect(await brake(db, 'all')).toEqual([]);
    await complain(numbers(10, 6), 'api');
    expect(await brake(db, 'all')).toMatchObject([
      { campaignId: campaign.campaignId, why: { measure: 'complaints', count: 12, answered: 1_200 } },
    ]);
  });
});

describe('tallies', () => {
  it('agree with the rows of a campaign that is done, whatever was answered', async () => {
    const campaign = await seedCampaign(db, 120);
    await sql`update batches set state = 'closed' where id <> (select min(id) from batches)`.execute(db);
    await send(campaign, {});
    await sql`update batches set state = 'ready' where id > (select min(id) from batches)`.execute(db);
    await send(campaign, { rcpt: '550 5.1.1 User unknown' });
    const tallied = await sql`select sum(accepted)::int as accepted, sum(invalid)::int as bounced from tallies`.execute(
      db,
    );
    const rows = await sql`
      select count(*) filter (where state = 'accepted')::int as accepted, count(*) filter (where state = 'bounced')::int as bounced
      from deliveries
    `.execute(db);
    expect(tallied.rows).toEqual(rows.rows);
    expect(tallied.rows).toEqual([{ accepted: 100, bounced: 20 }]);
  });
});
