import type { Db } from '@hikyaku/database';
import { sql } from 'kysely';

/** A slot as its owner knows it. `epoch` changes when the sender has to take it anew. */
export type Slot = { slotId: number; lane: string; connections: number; epoch: string };

/** Takes a slot that nobody owns (or one's own anew); undefined when it is another's, its lane is paused, or this sender is fenced. */
export async function takeSlot(
  db: Db,
  slotId: number,
  senderId: string,
  leaseSeconds: number,
): Promise<Slot | undefined> {
  const { rows } = await sql<{ lane: string; connections: number; epoch: string | null }>`
    select l.name as lane, l.connections_per_slot as connections,
      take_slot(s.id, ${senderId}, make_interval(secs => ${leaseSeconds})) as epoch
    from lane_slots s join lanes l on l.name = s.lane
    where s.id = ${slotId} and l.paused_at is null
  `.execute(db);
  const [row] = rows;
  if (row === undefined || row.epoch === null) return undefined;
  await giveBackOwnBatches(db, slotId, senderId);
  return { slotId, lane: row.lane, connections: row.connections, epoch: row.epoch };
}

/** Lets a slot go. Nothing of it may be in flight. */
export async function releaseSlot(db: Db, slotId: number, senderId: string): Promise<void> {
  await sql`
    update lane_slots set sender_id = null, lease_until = '-infinity' where id = ${slotId} and sender_id = ${senderId}
  `.execute(db);
}

/** Batches that an earlier tick of ours, cut short by an error, could not give back. */
async function giveBackOwnBatches(db: Db, slotId: number, senderId: string): Promise<void> {
  await db
    .updateTable('batches')
    .set({ state: 'ready', sender_id: null })
    .where('slot_id', '=', slotId)
    .where('sender_id', '=', senderId)
    .where('state', '=', 'leased')
    .execute();
}
