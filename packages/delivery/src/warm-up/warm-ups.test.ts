import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Db } from '@hikyaku/database';
import { type TestDatabase, testDatabase } from '@hikyaku/database/testing';
import { readBooks } from '@hikyaku/ledger';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import { tick } from '../lane/tick.ts';
import { type SeededCampaign, seedCampaign } from '../testing/campaign.ts';
import { testSender } from '../testing/sender.ts';
import type { Transmission, Transport } from '../transport.ts';
import { defaultPlan } from './plan.ts';
import { advanceWarmUps, listWarmUps, startWarmUp, stopWarmUp } from './warm-ups.ts';

let database: TestDatabase;
let db: Db;
let folder: string;
const closing: (() => Promise<unknown>)[] = [];
beforeEach(async () => {
  database = await testDatabase();
  db = database.db;
  folder = mkdtempSync(path.join(tmpdir(), 'hikyaku-warm-up-'));
  await sql`update lane_slots set lane = 'tail-1', position = id`.execute(db);
});
afterEach(async () => {
  for (const close of closing.splice(0).toReversed()) await close();
  await database.drop();
  rmSync(folder, { recursive: true });
});

/** A plan's days, small enough for a test. */
const small = (scale: number) => ({ ...defaultPlan, ceilings: defaultPlan.ceilings.map((n) => Math.ceil(n / scale)) });

async function newsletter(people: number): Promise<SeededCampaign> {
  const campaign = await seedCampaign(db, people);
  await sql`update campaigns set from_email = 'news@New.example' where id = ${campaign.campaignId}`.execute(db);
  return campaign;
}

const kept: Transmission = { kind: 'replied', stage: 'dot', reply: { code: 250, enhanced: '2.0.0', text: 'kept' } };
const unknown: Transmission = {
  kind: 'replied',
  stage: 'rcpt',
  reply: { code: 550, enhanced: '5.1.1', text: 'User unknown' },
};

/** Sends what may be sent today; the first `refused` letters find nobody there. Answers how many were begun. */
async function sendToday(campaign: SeededCampaign, refused = 0): Promise<number> {
  let begun = 0;
  const transport: Transport = {
    open: async () => ({
      usable: true,
      close: () => {},
      async transmit(_, beforeDot) {
        begun += 1;
        if (begun <= refused) return unknown;
        return beforeDot() ? kept : { kind: 'withdrawn' };
      },
    }),
  };
  const one = await testSender(db, transport, folder, { schedule: '30m' });
  for (const slotId of campaign.slotIds) await tick(one.sender, slotId);
  // What was released for want of allowance is looked at once more.
  await sql`update batches set due_at = clock_timestamp() where due_at < clock_timestamp() + interval '5 seconds'`.execute(
    db,
  );
  for (const slotId of campaign.slotIds) await tick(one.sender, slotId);
  await one.close();
  expect(one.troubles).toEqual([]);
  return begun;
}

/** Turns the clock: everything the database remembers happened a day earlier. */
async function dayPasses(): Promise<void> {
  await sql`update batches set due_at = due_at - interval '1 day' where state = 'ready'`.execute(db);
  await sql`update tallies set day = day - 1000`.execute(db);
  await sql`update tallies set day = day + 999`.execute(db);
  await sql`update warm_ups set day = day - 1`.execute(db);
}

async function waiting() {
  const { rows } = await sql<{ tomorrow: boolean; batches: number }>`
    select due_at = ((clock_timestamp() at time zone 'UTC')::date + 1)::timestamp at time zone 'UTC' as tomorrow, count(*)::int as batches
    from batches where state = 'ready' group by 1
  `.execute(db);
  return rows;
}

describe('a warm-up', () => {
  it('lets as many letters go as its ceiling says, over all slots together, and puts the other batches off to tomorrow', async () => {
    const campaign = await newsletter(1_000);
    expect(await startWarmUp(db, { domain: 'New.example', lane: 'tail-1' }, small(2))).toBe('started');
    expect(await startWarmUp(db, { domain: 'new.example', lane: 'tail-1' })).toBe('under-way');
    expect(await startWarmUp(db, { domain: 'new.example', lane: 'nowhere' })).toBe('no-lane');
    expect(await sendToday(campaign)).toBe(240);
    expect(await listWarmUps(db)).toMatchObject([{ domain: 'new.example', step: 1, ceiling: 240, taken: 240 }]);
    // A batch in part and seven whole ones; not one letter was moved.
    expect(await waiting()).toEqual([{ tomorrow: true, batches: 8 }]);
    const { rows } = await sql`select distinct attempt from deliveries where state = 'queued'`.execute(db);
    expect(rows).toEqual([{ attempt: 0 }]);
    expect(await sendToday(campaign)).toBe(0);
  });

  it('holds up neither other domains nor transactional letters', async () => {
    const other = await seedCampaign(db, 300);
    await sql`update campaigns set from_email = 'news@old.example'`.execute(db);
    await startWarmUp(db, { domain: 'new.example', lane: 'tail-1' }, small(480));
    expect(await sendToday(other)).toBe(300);
    await newsletter(0);
    const stream = await seedCampaign(db, 50);
    await sql`
      update campaigns set kind = 'stream', month = '2026-01-01', class = 'transactional', from_email = 'a@new.example'
      where id = ${stream.campaignId}
    `.execute(db);
    expect(await sendToday(stream)).toBe(50);
  });

  it('gives back what was set aside for letters that were not begun', async () => {
    const campaign = await newsletter(100);
    await startWarmUp(db, { domain: 'new.example', lane: 'tail-1' }, small(8));
    const one = await testSender(db, { open: () => Promise.reject(new Error('no way out')) }, folder);
    closing.push(one.close);
    for (const slotId of campaign.slotIds) await tick(one.sender, slotId);
    expect(await listWarmUps(db)).toMatchObject([{ ceiling: 60, taken: 0 }]);
  });

  it('waits for a day that nobody has opened, which senders do one at a time', async () => {
    const campaign = await newsletter(300);
    await startWarmUp(db, { domain: 'new.example', lane: 'tail-1' }, small(4));
    expect(await sendToday(campaign)).toBe(120);
    await dayPasses();
    expect(await sendToday(campaign)).toBe(0);
    const opened = await Promise.all([advanceWarmUps(db, small(4)), advanceWarmUps(db, small(4))]);
    expect(opened.flat()).toMatchObject([{ step: 2, ceiling: 168, taken: 0, note: 'grown: a clean day' }]);
    await sql`update batches set due_at = clock_timestamp() where state = 'ready'`.execute(db);
    expect(await sendToday(campaign)).toBe(168);
  });

  it('ends when somebody stops it, or when its plan has been gone through', async () => {
    const campaign = await newsletter(400);
    const plan = { ...defaultPlan, ceilings: [100] };
    await startWarmUp(db, { domain: 'new.example', lane: 'tail-1' }, plan);
    expect(await sendToday(campaign)).toBe(100);
    await dayPasses();
    expect(await advanceWarmUps(db, plan)).toMatchObject([{ step: 2, ceiling: null }]);
    expect(await sendToday(campaign)).toBe(300);
    expect(await stopWarmUp(db, { domain: 'NEW.example', lane: 'tail-1' })).toBe('stopped');
    expect(await stopWarmUp(db, { domain: 'new.example', lane: 'tail-1' })).toBe('unknown');
  });

  it('goes through twenty days as docs/warm-up.md shows them', async () => {
    // A fortieth of the plan, and receivers that know too few people on two of the days.
    const plan = small(40);
    const campaign = await newsletter(24_000);
    await startWarmUp(db, { domain: 'new.example', lane: 'tail-1' }, plan);
    const asked: Record<number, number> = { 7: 0.03, 12: 0.08 };
    const lines: string[] = [];
    for (let day = 1; day <= 20; day += 1) {
      const [today] = await listWarmUps(db);
      const begun = await sendToday(campaign, Math.round((today?.ceiling ?? 0) * (asked[day] ?? 0)));
      const books = await readBooks(db, campaign.campaignId);
      const row = [day, today?.step, today?.ceiling, begun, books.accepted, books.bounced, books.queued, today?.note];
      lines.push(`| ${row.join(' | ')} |`);
      await dayPasses();
      await advanceWarmUps(db, plan);
    }
    const shown = readFileSync(new URL('../../../../docs/warm-up.md', import.meta.url), 'utf8');
    expect(shown.split('\n').filter((line) => /^\| \d/.test(line))).toEqual(lines);
  });
});
