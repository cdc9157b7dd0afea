import type { Db } from '@hikyaku/database';
import type { DeliveryRef, MessageClass } from '@hikyaku/message';
import { sql } from 'kysely';
import type { StreamWords } from './stream-letters.ts';

/** A letter in a stream's ledger: waiting in a slot, or withheld at once with the reason. */
export type QueuedLetter =
  | { kind: 'queued'; ref: DeliveryRef; slotId: number }
  | { kind: 'withheld'; ref: DeliveryRef; reason: string };

/** Which stream a letter belongs to, and whom it is for. */
export type StreamLetter = {
  workspaceId: string;
  class: Exclude<MessageClass, 'marketing'>;
  addressKey: Buffer;
  /** When it is handed in: the month says which standing stream it joins. */
  at: Date;
};

/** What a letter says, once it has its number; or why it cannot be said. */
export type Fill<Failure> = (ref: DeliveryRef) => { ok: true; words: StreamWords } | { ok: false; failure: Failure };

/**
 * Enters one letter in the books of the standing stream of its workspace, class and month. It is filled once it has its number,
 * because links in it carry that; what cannot be filled is not entered. Letters of one stream take turns: its row is locked from
 * the number to the commit.
 */
export async function queueLetter<Failure>(
  db: Db,
  letter: StreamLetter,
  fill: Fill<Failure>,
): Promise<QueuedLetter | { kind: 'failed'; failure: Failure }> {
  return db.transaction().execute(async (tx) => {
    const ref = await nextRef(tx, letter);
    const filled = fill(ref);
    if (!filled.ok) return { kind: 'failed', failure: filled.failure };
    await keepWords(tx, ref, letter, filled.words);
    const reason = await stoppedBy(tx, letter);
    const slotId = await slotFor(tx, filled.words.to.email, letter.addressKey);
    await enterBooks(tx, ref, slotId, reason);
    return reason === null ? { kind: 'queued', ref, slotId } : { kind: 'withheld', ref, reason };
  });
}

async function nextRef(
  tx: Db,
  { workspaceId, class: messageClass, addressKey, at }: StreamLetter,
): Promise<DeliveryRef> {
  const month = `${at.toISOString().slice(0, 7)}-01`;
  const { rows } = await sql<{ id: string }>`
    insert into campaigns (workspace_id, kind, class, month, name, status)
    values (${workspaceId}, 'stream', ${messageClass}, ${month}::date, ${`${messageClass} ${month.slice(0, 7)}`}, 'sending')
    on conflict (workspace_id, class, month) do update set updated_at = clock_timestamp()
    returning id
  `.execute(tx);
  const campaignId = rows[0]?.id ?? '';
  const last = await sql<{ next: number }>`
    select coalesce(max(letter_no) + 1, 0) as next
    from deliveries where campaign_id = ${campaignId} and address_key = ${addressKey}
  `.execute(tx);
  return { campaignId, addressKey, letterNo: last.rows[0]?.next ?? 0 };
}

async function keepWords(tx: Db, ref: DeliveryRef, { workspaceId }: StreamLetter, words: StreamWords): Promise<void> {
  await tx
    .insertInto('stream_letters')
    .values({
      campaign_id: ref.campaignId,
      address_key: ref.addressKey,
      letter_no: ref.letterNo,
      workspace_id: workspaceId,
      from_name: words.from.name,
      from_email: words.from.email,
      reply_to: words.replyTo,
      email: words.to.email,
      to_name: words.to.name ?? null,
      subject: words.subject,
      html: words.html,
      text: words.text,
    })
    .execute();
}

/** A slot of the lane that the address travels in. */
async function slotFor(tx: Db, email: string, addressKey: Buffer): Promise<number> {
  const domain = email.slice(email.lastIndexOf('@') + 1).toLowerCase();
  const { rows } = await sql<{ slots: number[] }>`select slots_of_lane(lane_of(${domain}, true)) as slots`.execute(tx);
  const slots = rows[0]?.slots ?? [];
  const slotId = slots[(addressKey[0] ?? 0) % slots.length];
  if (slotId === undefined) throw new Error(`No lane has a slot for ${domain}: run the migrations.`);
  return slotId;
}

async function stoppedBy(
  tx: Db,
  { workspaceId, class: messageClass, addressKey }: StreamLetter,
): Promise<string | null> {
  const { rows } = await sql<{ stop: string | null }>`
    select min(stop_of(scope))::text as stop from stopping_scopes(${workspaceId}, ${messageClass}, ${addressKey}, null, null) s(scope)
  `.execute(tx);
  return rows[0]?.stop ?? null;
}

async function enterBooks(tx: Db, ref: DeliveryRef, slotId: number, reason: string | null): Promise<void> {
  await sql`
    with batch as (
      insert into batches (campaign_id, slot_id)
      select ${ref.campaignId}::bigint, ${slotId}::integer where ${reason}::text is null
      returning id
    ), counted as (
      update campaigns set targeted = targeted + 1 where id = ${ref.campaignId}
    )
    insert into deliveries (campaign_id, address_key, letter_no, batch_id, state, reason, settled_at)
    select ${ref.campaignId}::bigint, ${ref.addressKey}::bytea, ${ref.letterNo}::integer, (select id from batch),
      case when ${reason}::text is null then 'queued' else 'withheld' end::delivery_state, ${reason}::text,
      case when ${reason}::text is null then null else clock_timestamp() end
  `.execute(tx);
}
