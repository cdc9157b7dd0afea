import type { Db } from '@hikyaku/database';
import { sql } from 'kysely';
import type { LetterKey } from './delivery-state.ts';

/** A letter that was attempting when its sender died. */
export type Orphan = { key: LetterKey; attempt: number; slotId: number };

/** The letters a fenced sender left attempting, a page at a time: repeat until it is empty. */
export async function orphansOf(db: Db, senderId: string, most: number): Promise<Orphan[]> {
  const { rows } = await sql<{
    campaign_id: string;
    address_key: Buffer;
    letter_no: number;
    attempt: number;
    slot_id: number;
  }>`
    select d.campaign_id, d.address_key, d.letter_no, d.attempt, b.slot_id
    from batches b join deliveries d on d.batch_id = b.id
    where b.sender_id = ${senderId} and b.state = 'leased' and d.state = 'attempting' and d.sender_id = ${senderId}
    limit ${most}
  `.execute(db);
  return rows.map((row) => ({
    key: { campaignId: row.campaign_id, addressKey: row.address_key, letterNo: row.letter_no },
    attempt: row.attempt,
    slotId: row.slot_id,
  }));
}

/** Declares a sender dead, for good: its slots are free, and no gate opens for it again. */
export async function fence(db: Db, senderId: string): Promise<void> {
  await sql`select fence(${senderId})`.execute(db);
}

/** The last step: the dead sender's batches may be taken again, and it needs no more recovering. */
export async function closeRecovery(db: Db, senderId: string): Promise<void> {
  await db.transaction().execute(async (tx) => {
    await tx
      .updateTable('batches')
      .set({ state: 'ready', sender_id: null })
      .where('sender_id', '=', senderId)
      .where('state', '=', 'leased')
      .execute();
    await tx
      .updateTable('senders')
      .set({ recovered_at: sql`clock_timestamp()` })
      .where('id', '=', senderId)
      .where('fenced_at', 'is not', null)
      .execute();
  });
}
