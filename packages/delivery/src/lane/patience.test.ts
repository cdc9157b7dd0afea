import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Db } from '@hikyaku/database';
import { type TestDatabase, testDatabase } from '@hikyaku/database/testing';
import { readBooks } from '@hikyaku/ledger';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import { ownShaping } from '../shaping/own-shaping.ts';
import { publishLanes } from '../shaping/publish-lanes.ts';
import { type SeededCampaign, seedCampaign } from '../testing/campaign.ts';
import { type Script, scriptedServer } from '../testing/scripted-server.ts';
import { type TestSender, testSender } from '../testing/sender.ts';
import { pipeliningTransport } from '../transports/pipelining.ts';
import { parseRelay } from '../transports/relay.ts';
import { slotsToWake } from './batch.ts';
import { laneLog } from './lane-log.ts';
import { listLanes } from './list-lanes.ts';
import { holdLane, limitLane } from './operate-lane.ts';
import { tick } from './tick.ts';

const minute = 60_000;
const people = 60;
const unusual = '421-4.7.28 Gmail has detected an unusual rate of mail\r\n421 4.7.28 originating from hanako@gmail.com';

let database: TestDatabase;
let db: Db;
let folder: string;
let campaign: SeededCampaign;
let skippedMs: number;
const nowMs = () => Date.now() + skippedMs;
const closing: (() => Promise<unknown>)[] = [];
beforeEach(async () => {
  database = await testDatabase();
  db = database.db;
  folder = mkdtempSync(path.join(tmpdir(), 'hikyaku-patience-'));
  skippedMs = 0;
  campaign = await seedCampaign(db, people);
  await publishLanes(db, ownShaping);
});
afterEach(async () => {
  for (const close of closing.splice(0).toReversed()) await close();
  await database.drop();
  rmSync(folder, { recursive: true });
});

async function senderTo(script: Script, lines = 4): Promise<TestSender & { connections: () => number }> {
  const server = await scriptedServer(script);
  closing.push(server.close);
  const relay = parseRelay(`smtp://127.0.0.1:${server.port}`);
  const started = await testSender(db, pipeliningTransport(relay, 'mail.example.com'), folder, {
    lines,
    nowMs,
  });
  closing.push(started.close);
  return { ...started, connections: server.connections };
}

/** All of the campaign's letters in one lane. */
async function inLane(lane: string): Promise<number> {
  const slot = await db.selectFrom('lane_slots').select('id').where('lane', '=', lane).executeTakeFirstOrThrow();
  await db.updateTable('batches').set({ slot_id: slot.id }).where('campaign_id', '=', campaign.campaignId).execute();
  return slot.id;
}

async function laneNamed(name: string) {
  const [lane] = await listLanes(db, name);
  if (lane === undefined) throw new Error(`There is no lane ${name}.`);
  return lane;
}

describe('a lane', () => {
  it('stops as a whole at its receiver’s word, whatever waits in it, and begins again with one letter', async () => {
    const slotId = await inLane('gmail');
    expect(await laneNamed('gmail')).toMatchObject({ dueBatches: 1, dueLetters: people });
    const script: Script = { mail: unusual };
    const { sender } = await senderTo(script);
    const ticked = await tick(sender, slotId);
    expect(ticked).toMatchObject({ kind: 'ticked' });
    if (ticked.kind === 'ticked') expect(ticked.nextDueInMs).toBeGreaterThan(9 * minute);
    const books = await readBooks(db, campaign.campaignId);
    expect(books.deferred).toBeLessThanOrEqual(4);
    expect(books.queued).toBe(people - books.deferred);

    const lane = await laneNamed('gmail');
    expect(lane.suspendedUntil?.getTime()).toBeGreaterThan(nowMs() + 9 * minute);
    expect(lane.suspendedReason).toContain('originating from h***@g***.com');
    await sql`update batches set due_at = clock_timestamp()`.execute(db);
    expect(await slotsToWake(db)).not.toContain(slotId);
    expect(await tick(sender, slotId)).toEqual({ kind: 'not-ours' });

    delete script.mail;
    skippedMs = 10 * minute + 1_000;
    await sql`update batches set due_at = clock_timestamp()`.execute(db);
    expect(await tick(sender, slotId)).toMatchObject({ kind: 'ticked' });
    expect((await readBooks(db, campaign.campaignId)).accepted).toBeGreaterThanOrEqual(people - books.deferred);
    const kinds = (await laneLog(db, 'gmail', 100))?.map((line) => line.kind).toReversed() ?? [];
    expect(kinds.slice(0, 3)).toEqual(['suspended', 'probing', 'growing']);
    expect(kinds.at(-1)).toBe('recovered');
  });

  it('keeps a letter at the first wait of its schedule, however often its lane was too fast for it', async () => {
    const slotId = await inLane('gmail');
    const { sender } = await senderTo({ rcpt: '450 4.7.0 You are sending too fast, throttled' }, 1);
    await sql`update deliveries set attempt = 6, first_attempt_at = now() - interval '1 hour'`.execute(db);
    await tick({ ...sender, schedule: { waitsMs: [5 * minute, 500 * minute], giveUpAfterMs: 4_000 * minute } }, slotId);
    const { rows } = await sql<{ minutes: number }>`
      select distinct extract(epoch from b.due_at - clock_timestamp())::float8 / 60 as minutes
      from deliveries d join batches b on b.id = d.batch_id where d.state = 'deferred'
    `.execute(db);
    expect(rows.length).toBeGreaterThan(0);
    for (const { minutes } of rows) expect(minutes).toBeLessThan(7);
  });

  it('that is suspended leaves every line to the others', async () => {
    const slotId = await inLane('docomo');
    const { sender } = await senderTo({});
    await sql`update lanes set suspended_until = now() + interval '1 hour' where name = 'gmail'`.execute(db);
    await tick(sender, slotId);
    expect(await readBooks(db, campaign.campaignId)).toMatchObject({ accepted: people });
  });

  it('goes on when a person says so, though its receiver’s time is not over', async () => {
    const slotId = await inLane('gmail');
    const script: Script = { mail: unusual };
    const { sender } = await senderTo(script);
    await tick(sender, slotId);
    delete script.mail;
    await holdLane(db, 'gmail', { paused: false, reason: null, workspaceId: campaign.workspaceId, by: 'hanako' });
    await sql`update batches set due_at = clock_timestamp()`.execute(db);
    await tick(sender, slotId);
    expect((await readBooks(db, campaign.campaignId)).accepted).toBeGreaterThan(people - 10);
  });

  it('keeps an operator’s limits, also through a relay', async () => {
    const slotId = await inLane('gmail');
    const limits = { connections: 1, lettersPerConnection: 20 };
    await limitLane(db, 'gmail', limits, { workspaceId: campaign.workspaceId, by: 'hanako' });
    const { sender, connections } = await senderTo({});
    await tick(sender, slotId);
    expect(await readBooks(db, campaign.campaignId)).toMatchObject({ accepted: people });
    expect(connections()).toBe(3);
    expect((await laneNamed('gmail')).pace).toMatchObject({ window: 1 });
    const log = await laneLog(db, 'gmail', 10);
    expect(log).toMatchObject([{ kind: 'limits-set', details: { by: 'hanako', ...limits } }]);
  });

  it('keeps what its receiver asked for when another sender takes it', async () => {
    const slotId = await inLane('outlook');
    const exceeded = '451 4.7.652 The mail server [192.0.2.5] has exceeded the maximum number of connections.';
    const first = await senderTo({ mail: exceeded });
    await tick(first.sender, slotId);
    await sql`update lanes set suspended_until = null, strikes = 0`.execute(db);
    await sql`update batches set due_at = clock_timestamp()`.execute(db);

    const second = await senderTo({});
    await tick(second.sender, slotId);
    expect((await laneNamed('outlook')).pace).toMatchObject({ window: 1 });
    expect(second.connections()).toBe(1);
    expect(await readBooks(db, campaign.campaignId)).toMatchObject({ accepted: people });
  });

  it('is suspended when the door stays shut, and blames no letter for it', async () => {
    const slotId = await inLane('gmail');
    const { sender } = await senderTo({ greeting: '421 4.3.2 not now' });
    await tick(sender, slotId);
    expect(await readBooks(db, campaign.campaignId)).toMatchObject({ queued: people });
    const lane = await laneNamed('gmail');
    expect(lane.suspendedUntil?.getTime()).toBeGreaterThan(nowMs() + 20_000);
    expect(lane.suspendedReason).toContain('not now');
  });
});

describe('publishLanes', () => {
  it('makes a lane with a slot for each receiver, once, and follows the tables afterwards', async () => {
    const before = await listLanes(db);
    expect(before.map((lane) => lane.name)).toEqual(
      expect.arrayContaining(['docomo', 'au', 'softbank', 'gmail', 'tail-4']),
    );
    for (const lane of before) expect(lane.slots).toBe(1);
    await publishLanes(db, ownShaping);
    expect(await listLanes(db)).toEqual(before);

    const lanes = new Map(ownShaping.lanes);
    const gmail = lanes.get('gmail');
    if (gmail === undefined) throw new Error('There is no gmail.');
    lanes.set('gmail', { ...gmail, domains: ['gmail.com'], limits: { ...gmail.limits, connections: 7 } });
    await publishLanes(db, { ...ownShaping, lanes });
    expect((await laneNamed('gmail')).limits.connections).toBe(7);
    const domains = await db.selectFrom('domain_lanes').select('domain').where('lane', '=', 'gmail').execute();
    expect(domains).toEqual([{ domain: 'gmail.com' }]);
  });
});
