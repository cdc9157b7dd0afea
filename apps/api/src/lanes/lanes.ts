import type { Db } from '@hikyaku/database';
import { record } from '@hikyaku/events';
import { sql } from 'kysely';

/** A lane as operators see it: its limits, who owns its slots, and what waits in it. */
export type Lane = {
  name: string;
  pausedAt: Date | null;
  pausedReason: string | null;
  connectionsPerSlot: number;
  slots: number;
  ownedSlots: number;
  dueBatches: number;
  laterBatches: number;
};

/** Every lane of the installation, by name. */
export async function listLanes(db: Db): Promise<Lane[]> {
  return readLanes(db, null);
}

/**
 * Pauses a lane (with a reason in words) or lets it go on; undefined when there is none of that name. From the commit on the gate
 * clears no letter of a paused lane; letters on the wire finish. The lane's slots are returned for waking.
 */
export async function holdLane(
  db: Db,
  name: string,
  hold: { paused: boolean; reason: string | null; workspaceId: string; by: string },
): Promise<{ lane: Lane; slotIds: number[] } | undefined> {
  return db.transaction().execute(async (tx) => {
    const changed = await tx
      .updateTable('lanes')
      .set({
        paused_at: hold.paused ? sql`coalesce(paused_at, clock_timestamp())` : null,
        paused_reason: hold.paused ? hold.reason : null,
      })
      .where('name', '=', name)
      .returning('name')
      .executeTakeFirst();
    if (changed === undefined) return undefined;
    const details = { lane: name, by: hold.by, reason: hold.reason };
    await record(tx, [{ kind: hold.paused ? 'paused' : 'resumed', workspaceId: hold.workspaceId, details }]);
    const slots = await tx.selectFrom('lane_slots').select('id').where('lane', '=', name).orderBy('id').execute();
    const [lane] = await readLanes(tx, name);
    return lane && { lane, slotIds: slots.map((slot) => slot.id) };
  });
}

async function readLanes(db: Db, name: string | null): Promise<Lane[]> {
  // Per slot, so that each count is one short range of an index over open batches.
  const { rows } = await sql<Lane>`
    select l.name, l.paused_at as "pausedAt", l.paused_reason as "pausedReason",
      l.connections_per_slot as "connectionsPerSlot",
      count(s.id)::integer as slots,
      (count(s.id) filter (where s.lease_until > clock_timestamp()))::integer as "ownedSlots",
      coalesce(sum(b.due), 0)::integer as "dueBatches", coalesce(sum(b.later), 0)::integer as "laterBatches"
    from lanes l
    left join lane_slots s on s.lane = l.name
    left join lateral (
      select count(*) filter (where due_at <= clock_timestamp()) as due, count(*) filter (where due_at > clock_timestamp()) as later
      from batches where slot_id = s.id and state = 'ready'
    ) b on true
    where ${name}::text is null or l.name = ${name}
    group by l.name
    order by l.name
  `.execute(db);
  return rows;
}
