import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Db } from '@hikyaku/database';
import { type TestDatabase, testDatabase } from '@hikyaku/database/testing';
import { readBooks } from '@hikyaku/ledger';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import type { Composer } from '../composer.ts';
import { seedCampaign, seededKey } from '../testing/campaign.ts';
import { shortComposer, testSender } from '../testing/sender.ts';
import type { Transport } from '../transport.ts';
import { captureTransport } from '../transports/capture.ts';
import { tick } from './tick.ts';
import { quantum } from './turns.ts';

let database: TestDatabase;
let db: Db;
let folder: string;
const closing: (() => Promise<unknown>)[] = [];
beforeEach(async () => {
  database = await testDatabase();
  db = database.db;
  folder = mkdtempSync(path.join(tmpdir(), 'hikyaku-overtake-'));
});
afterEach(async () => {
  for (const close of closing.splice(0).toReversed()) await close();
  await database.drop();
  rmSync(folder, { recursive: true });
});

/** Letters that say which campaign they are of. */
const fromCampaign: Composer = {
  async open(campaignId, letters) {
    const compose = await shortComposer.open(campaignId, letters);
    return async (letter) => {
      const composed = await compose(letter);
      if (!composed.ok) return composed;
      return { ...composed, letter: { ...composed.letter, envelope: { from: campaignId, to: letter.email } } };
    };
  },
};

/** A campaign whose batches are all in one slot. */
async function inOneSlot(people: number): Promise<{ campaignId: string; workspaceId: string; slotId: number }> {
  const { campaignId, workspaceId, slotIds } = await seedCampaign(db, people);
  const slotId = slotIds[0] ?? 0;
  await sql`update batches set slot_id = ${slotId} where campaign_id = ${campaignId}`.execute(db);
  return { campaignId, workspaceId, slotId };
}

/** One letter of a workspace's stream, due now. */
async function streamLetter(workspaceId: string, slotId: number): Promise<void> {
  await sql`
    with stream as (
      insert into campaigns (workspace_id, kind, class, month, name, status, targeted)
      values (${workspaceId}, 'stream', 'transactional', '2026-01-01', 'receipts', 'sending', 1) returning id
    ), words as (
      insert into stream_letters (campaign_id, address_key, letter_no, workspace_id, from_name, from_email, email, subject, html, text)
      select id, ${seededKey(0)}, 0, ${workspaceId}, 'Shop', 'shop@example.com', 'receipt@example.com', 's', 'h', 't' from stream
    ), batch as (
      insert into batches (campaign_id, slot_id) select id, ${slotId} from stream returning id, campaign_id
    )
    insert into deliveries (campaign_id, address_key, batch_id) select campaign_id, ${seededKey(0)}, id from batch
  `.execute(db);
}

/** A composer, and the moment at which it has made the receipt: from then on that letter waits for a line. */
function receiptMade(): { composer: Composer; made: Promise<void> } {
  const { promise: made, resolve } = Promise.withResolvers<void>();
  const composer: Composer = {
    async open(campaignId, letters) {
      const compose = await shortComposer.open(campaignId, letters);
      return async (letter) => {
        const composition = await compose(letter);
        if (letter.email === 'receipt@example.com') setImmediate(resolve);
        return composition;
      };
    },
  };
  return { composer, made };
}

describe('tick', () => {
  it('gives a small newsletter its turns beside a large one of another workspace', async () => {
    const large = await inOneSlot(1_500);
    const small = await inOneSlot(300);
    const order: string[] = [];
    const one = await testSender(
      db,
      captureTransport((letter) => order.push(letter.envelope.from)),
      folder,
      { lines: 1, composer: fromCampaign },
    );
    closing.push(one.close);
    await tick(one.sender, large.slotId);
    expect(order).toHaveLength(1_800);
    const before = order.slice(0, order.lastIndexOf(small.campaignId)).filter((id) => id === large.campaignId);
    // The large one may have begun: a turn, and what may be in hand when a newcomer comes in.
    expect(before.length).toBeLessThanOrEqual(300 + quantum + 65);
  });

  it('sends a due letter of a stream before the next of a newsletter, also while that one has every line', async () => {
    const newsletter = await inOneSlot(400);
    const order: string[] = [];
    let held: Promise<void> | undefined;
    const { composer, made } = receiptMade();
    const hold = async () => {
      await streamLetter(newsletter.workspaceId, newsletter.slotId);
      await made;
    };
    const capture = captureTransport((letter) => order.push(letter.envelope.to));
    const slow: Transport = {
      open: async () => {
        const line = await capture.open();
        return {
          get usable() {
            return line.usable;
          },
          async transmit(letter, beforeDot) {
            // From the hundredth letter on every line is busy until the stream's letter waits for one.
            if (order.length >= 100) await (held ??= hold());
            return line.transmit(letter, beforeDot);
          },
          close: () => line.close(),
        };
      },
    };
    const lines = 4;
    const one = await testSender(db, slow, folder, { lines, composer });
    closing.push(one.close);
    await tick(one.sender, newsletter.slotId);
    expect(order).toHaveLength(401);
    // Those on a line already cannot be overtaken any more.
    expect(order.indexOf('receipt@example.com')).toBeLessThanOrEqual(100 + 2 * lines);
    expect(await readBooks(db, newsletter.campaignId)).toMatchObject({ accepted: 400 });
  });
});
