import { createHash } from 'node:crypto';
import type { Db } from '@hikyaku/database';
import { sql } from 'kysely';
import type { DeliveryState, LetterKey } from '../delivery-state.ts';

/** A campaign of one test's own that is sending, with one list, one batch in slot 1 and one sender. */
export type Ledger = { workspaceId: string; listId: string; campaignId: string; batchId: string; senderId: string };

/** What a letter's row looks like when the test begins. */
export type Given = {
  state?: DeliveryState;
  attempt?: number;
  wireUntil?: Date | null;
  listId?: string | null;
  campaignId?: string;
};

/** What a test looks at in a row. */
export type Found = { state: DeliveryState; attempt: number; reason: string | null; reply: string | null };

/** Opens it. */
export async function openLedger(db: Db, status = 'sending', kind = 'marketing'): Promise<Ledger> {
  const { rows } = await sql<{ workspace: string; list: string; campaign: string; sender: string; batch: string }>`
    with w as (
      insert into workspaces (name, legal_name, postal_address, contact) values ('W', 'W', 'Tokyo', 'w@example.com') returning id
    ), l as (
      insert into lists (workspace_id, name) select id, 'L' from w returning id
    ), c as (
      insert into campaigns (workspace_id, class, name, status, ended_at)
      select id, ${kind}, 'C', ${status}, case when ${status} = 'finished' then clock_timestamp() end from w returning id
    ), s as (
      insert into senders (host, boot_id, process, journal) values ('h', 'b', 'p', 'j') returning id
    ), b as (
      insert into batches (campaign_id, slot_id, state, sender_id) select c.id, 1, 'leased', s.id from c, s returning id
    )
    select w.id as workspace, l.id as list, c.id as campaign, s.id as sender, b.id as batch from w, l, c, s, b
  `.execute(db);
  const [row] = rows;
  if (row === undefined) throw new Error('Nothing was made.');
  return {
    workspaceId: row.workspace,
    listId: row.list,
    campaignId: row.campaign,
    batchId: row.batch,
    senderId: row.sender,
  };
}

/** The address key of the person of this name. */
export function personKey(name: string): Buffer {
  return createHash('md5').update(name).digest();
}

/** Puts a letter to a person into the books, and counts them as targeted. */
export async function enter(db: Db, ledger: Ledger, name: string, given: Given = {}): Promise<LetterKey> {
  const key: LetterKey = {
    campaignId: given.campaignId ?? ledger.campaignId,
    addressKey: personKey(name),
    letterNo: 0,
  };
  await db
    .insertInto('deliveries')
    .values({
      campaign_id: key.campaignId,
      address_key: key.addressKey,
      list_id: given.listId === undefined ? ledger.listId : given.listId,
      batch_id: ledger.batchId,
      sender_id: ledger.senderId,
      state: given.state ?? 'queued',
      attempt: given.attempt ?? 0,
      wire_until: given.wireUntil ?? null,
    })
    .execute();
  await sql`update campaigns set targeted = targeted + 1 where id = ${key.campaignId}`.execute(db);
  return key;
}

/** The row as it is now. */
export async function look(db: Db, key: LetterKey): Promise<Found> {
  return db
    .selectFrom('deliveries')
    .select(['state', 'attempt', 'reason', 'reply'])
    .where('campaign_id', '=', key.campaignId)
    .where('address_key', '=', key.addressKey)
    .where('letter_no', '=', key.letterNo)
    .executeTakeFirstOrThrow();
}
