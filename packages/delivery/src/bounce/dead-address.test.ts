import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Db } from '@hikyaku/database';
import { type TestDatabase, testDatabase } from '@hikyaku/database/testing';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import { tick } from '../lane/tick.ts';
import { recoverDeadSenders } from '../recover.ts';
import { type SeededCampaign, seedCampaign, seededKey } from '../testing/campaign.ts';
import { type Script, scriptedServer } from '../testing/scripted-server.ts';
import { testSender } from '../testing/sender.ts';
import { pipeliningTransport } from '../transports/pipelining.ts';
import { parseRelay } from '../transports/relay.ts';

let database: TestDatabase;
let db: Db;
let folder: string;
const closing: (() => Promise<unknown>)[] = [];
beforeEach(async () => {
  database = await testDatabase();
  db = database.db;
  folder = mkdtempSync(path.join(tmpdir(), 'hikyaku-bounce-'));
});
afterEach(async () => {
  for (const close of closing.splice(0).toReversed()) await close();
  await database.drop();
  rmSync(folder, { recursive: true });
});

/** Sends what is due of a campaign to a receiver that answers like this, by a sender of its own; whom it got letters for. */
async function send(campaign: SeededCampaign, script: Script): Promise<string[]> {
  const server = await scriptedServer(script);
  closing.push(server.close);
  const relay = parseRelay(`smtp://127.0.0.1:${server.port}`);
  const { sender, close } = await testSender(db, pipeliningTransport(relay, 'mail.example.com'), folder);
  closing.push(close);
  for (const slotId of campaign.slotIds) await tick(sender, slotId);
  return server.received.map((letter) => letter.to).sort();
}

async function fates(campaign: SeededCampaign) {
  return db
    .selectFrom('deliveries')
    .select(['state', 'reason', 'reply'])
    .where('campaign_id', '=', campaign.campaignId)
    .orderBy('state')
    .execute();
}

async function suppressed(): Promise<string[]> {
  const rows = await db.selectFrom('suppressions').select('address_key').where('scope', '=', 'invalid').execute();
  return rows.map((row) => row.address_key.toString('hex'));
}

describe('an address that does not exist', () => {
  it('gets one letter, and none of a later campaign, of whichever workspace', async () => {
    const first = await seedCampaign(db, 1);
    expect(await send(first, { rcpt: '550 5.1.1 No such user' })).toEqual([]);
    expect(await fates(first)).toEqual([
      { state: 'bounced', reason: 'invalid-address', reply: '550 5.1.1 No such user' },
    ]);
    const second = await seedCampaign(db, 2);
    expect(await send(second, {})).toEqual(['<p2@example.com>']);
    expect(await fates(second)).toEqual([
      { state: 'accepted', reason: null, reply: '250 2.0.0 kept' },
      { state: 'withheld', reason: 'suppressed-invalid', reply: null },
    ]);
  });

  it('is given up by the recovery of a sender that died between the answer and the ledger', async () => {
    const campaign = await seedCampaign(db, 1);
    const { sender, close } = await testSender(
      db,
      pipeliningTransport(parseRelay('smtp://127.0.0.1:9'), 'a.example'),
      folder,
    );
    const key = { campaignId: campaign.campaignId, addressKey: seededKey(1), letterNo: 0 };
    await sql`update deliveries set state = 'attempting', attempt = 1, sender_id = ${sender.life.senderId}`.execute(db);
    await sql`update batches set state = 'leased', sender_id = ${sender.life.senderId}`.execute(db);
    sender.journal.beforeDot(key, 1);
    sender.journal.afterReply(key, 1, { state: 'bounced', reason: 'invalid-address', reply: '550 5.1.1 no such user' });

    const other = await testSender(db, pipeliningTransport(parseRelay('smtp://127.0.0.1:9'), 'b.example'), folder);
    closing.push(other.close, close);
    const identity = await db
      .selectFrom('senders')
      .select(['host', 'boot_id as bootId', 'process', 'journal'])
      .where('id', '=', other.sender.life.senderId)
      .executeTakeFirstOrThrow();
    await recoverDeadSenders(
      db,
      { senderId: other.sender.life.senderId, identity },
      { leaseSeconds: 15, isAlive: () => false, killProcess: () => {} },
    );
    expect(await fates(campaign)).toMatchObject([{ state: 'bounced', reason: 'invalid-address' }]);
    expect(await suppressed()).toEqual([seededKey(1).toString('hex')]);
  });
});

describe('an address that was refused for another reason', () => {
  it.each([
    ['550 5.7.1 Service unavailable; Client host [192.0.2.1] blocked using zen.spamhaus.org', 'bounced', 'blocked'],
    [
      "550 5.7.26 Unauthenticated email is not accepted due to the domain's DMARC policy.",
      'bounced',
      'unauthenticated',
    ],
    ['552 5.2.2 mailbox full', 'bounced', 'mailbox-full'],
    ['550 Ip frequency limited', 'deferred', 'throttled'],
    ['450 4.1.1 user unknown', 'deferred', 'doubtful-address'],
    ['450 4.2.0 Greylisted', 'deferred', 'greylisted'],
  ])('is written to again after "%s" (%s, %s)', async (rcpt, state, reason) => {
    const first = await seedCampaign(db, 1);
    await send(first, { rcpt });
    expect(await fates(first)).toEqual([{ state, reason, reply: rcpt }]);
    expect(await suppressed()).toEqual([]);
    const second = await seedCampaign(db, 1);
    expect(await send(second, {})).toEqual(['<p1@example.com>']);
  });
});
