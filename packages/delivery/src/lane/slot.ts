import type { Db } from '@hikyaku/database';
import { sql } from 'kysely';
import { type Held, heldSchema } from '../pace/holds.ts';
import { type LaneLimits, limitColumns, type LimitRow, limitsIn } from './lane-limits.ts';

/**
 * A slot as its owner knows it. `epoch` changes when the sender has to take it anew. Of its lane: its limits, and until when it was
 * suspended. `holds`: what receivers' words held its last owners to.
 */
export type Slot = LaneLimits & {
  slotId: number;
  lane: string;
  tail: boolean;
  epoch: string;
  position: number;
  slots: number;
  suspension: Suspension | undefined;
  holds: readonly Held[];
};

/** Nothing of a lane leaves before `untilMs` (since 1970), for the `strikes`th time in a row. */
export type Suspension = { untilMs: number; strikes: number; reason: string };

/**
 * Takes a slot that nobody owns (or one's own anew); undefined when it is another's, its lane is paused or suspended, or this sender is
 * fenced.
 */
export async function takeSlot(
  db: Db,
  slotId: number,
  senderId: string,
  leaseSeconds: number,
  now = new Date(),
): Promise<Slot | undefined> {
  const { rows } = await sql<
    LimitRow & {
      lane: string;
      tail: boolean;
      position: number;
      slots: number;
      suspended_until: Date | null;
      suspended_reason: string | null;
      strikes: number;
      holds: unknown;
      epoch: string | null;
    }
  >`
    select l.name as lane, l.tail, s.position, (select count(*) from lane_slots o where o.lane = s.lane)::integer as slots,
      ${limitColumns},
      case when l.suspended_until > ${now}::timestamptz - interval '1 hour' then l.suspended_until end as suspended_until,
      l.suspended_reason, l.strikes, s.holds,
      take_slot(s.id, ${senderId}, make_interval(secs => ${leaseSeconds})) as epoch
    from lane_slots s join lanes l on l.name = s.lane
    where s.id = ${slotId} and l.paused_at is null and (l.suspended_until is null or l.suspended_until <= ${now})
  `.execute(db);
  const [row] = rows;
  if (row === undefined || row.epoch === null) return undefined;
  await giveBackOwnBatches(db, slotId, senderId);
  return {
    slotId,
    lane: row.lane,
    tail: row.tail,
    epoch: row.epoch,
    position: row.position,
    slots: row.slots,
    ...limitsIn(row),
    suspension:
      row.suspended_until === null
        ? undefined
        : { untilMs: row.suspended_until.getTime(), strikes: row.strikes, reason: row.suspended_reason ?? '' },
    holds: heldSchema.parse(row.holds),
  };
}

/**
 * Lets a slot go, and with it the batches of it that could not be given back one by one (one whose taking was never answered, for
 * instance). Nothing of it may be in flight. Of a sender that was declared dead recovery has what it needs: nothing is changed.
 */
export async function releaseSlot(db: Db, slotId: number, senderId: string): Promise<void> {
  await sql`
    with me as materialized (
      select id from senders where id = ${senderId} and fenced_at is null for share
    ), left_over as (
      update batches b set state = 'ready', sender_id = null
      from me where b.sender_id = me.id and b.slot_id = ${slotId} and b.state = 'leased'
    )
    update lane_slots s set sender_id = null, lease_until = '-infinity'
    from me where s.id = ${slotId} and s.sender_id = me.id
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
