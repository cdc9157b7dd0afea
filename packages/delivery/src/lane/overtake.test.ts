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
async function streamLetter(workspaceId: string, slotId: number, email = 'receipt@example.com'): Promise<void> {
  await sql`
    with stream as (
      insert into campaigns (workspace_id, kind, class, month, name, status, targeted)
      values (${workspaceId}, 'stream', 'transactional', '2026-01-01', 'receipts', 'sending', 1)
      on conflict (workspace_id, class, month) do update set targeted = campaigns.targeted + 1 returning id, targeted as nth
    ), words as (
      insert into stream_letters (campaign_id, address_key, letter_no, workspace_id, from_name, from_email, email, subject, html, text)
      select id, ${seededKey(0)}, nth, ${workspaceId}, 'Shop', 'shop@example.com', ${email}, 's', 'h', 't' from stream
    ), batch as (
      insert into batches (campaign_id, slot_id) select id, ${slotId} from stream returning id, campaign_id
    )
    insert into deliveries (campaign_id, address_key, letter_no, batch_id)
    select b.campaign_id, ${seededKey(0)}, s.nth, b.id from batch b join stream s on s.id = b.campaign_id
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
    // A tick ends after twenty seconds, and over one line a busy machine needs longer.
    while (order.length < 1_800) await tick(one.sender, large.slotId);
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

  it('sends a due letter of a stream while an earlier one still waits for its answer', async () => {
    const newsletter = await inOneSlot(1);
    const answer = Promise.withResolvers<void>();
    const capture = captureTransport(() => {});
    const slow: Transport = {
      open: async () => {
        const line = await capture.open();
        return {
          get usable() {
            return line.usable;
          },
          async transmit(letter, beforeDot) {
            if (letter.envelope.to === 'first@example.com') {
              await streamLetter(newsletter.workspaceId, newsletter.slotId, 'second@example.com');
              await answer.promise;
            } else if (letter.envelope.to === 'second@example.com') answer.resolve();
            return line.transmit(letter, beforeDot);
          },
          close: () => line.close(),
        };
      },
    };
    const one = await testSender(db, slow, folder, { lines: 4 });
    closing.push(one.close);
    await streamLetter(newsletter.workspaceId, newsletter.slotId, 'first@example.com');
    await tick(one.sender, newsletter.slotId);
    const { rows } = await sql<{ state: string }>`select state from deliveries`.execute(db);
    expect(rows).toEqual([{ state: 'accepted' }, { state: 'accepted' }, { state: 'accepted' }]);
  });
});
