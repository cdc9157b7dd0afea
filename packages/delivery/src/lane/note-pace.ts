import type { Db } from '@hikyaku/database';
import { sql } from 'kysely';
import type { Pace } from '../pace/governor.ts';
import type { PaceEvent } from '../pace/pace-event.ts';
import type { Slot, Suspension } from './slot.ts';

/** Something that was done to a lane, and when. */
export type Noted = { at: Date; event: PaceEvent };

/**
 * Writes a slot's pace, for eyes to see, what its next owner has to keep, and what was done to its lane into the log. A suspension is the whole lane's: what it comes to,
 * with what other slots have noted, is the answer.
 */
export async function notePace(
  db: Db,
  slot: Pick<Slot, 'slotId' | 'lane'>,
  pace: Pace,
  notes: readonly Noted[],
): Promise<Suspension | undefined> {
  if (notes.length > 0) await writeLog(db, slot, notes);
  const { suspendedUntilMs, strikes, reason, holds, ...shown } = pace;
  const { rows } = await sql<{ suspended_until: Date | null; suspended_reason: string | null; strikes: number }>`
    with shown as (
      update lane_slots set pace = ${JSON.stringify(shown)}::jsonb, holds = ${JSON.stringify(holds)}::jsonb, paced_at = clock_timestamp()
      where id = ${slot.slotId}
    ), longer as (
      update lanes set suspended_until = n.until, suspended_reason = ${reason ?? null}, strikes = ${strikes}
      from (select ${suspendedUntilMs === undefined ? null : new Date(suspendedUntilMs)}::timestamptz as until) n
      where name = ${slot.lane} and n.until > coalesce(suspended_until, '-infinity')
      returning suspended_until, suspended_reason, strikes
    )
    select * from longer
    union all
    select suspended_until, suspended_reason, strikes from lanes where name = ${slot.lane} and not exists (select from longer)
  `.execute(db);
  const [lane] = rows;
  if (lane === undefined || lane.suspended_until === null) return undefined;
  return {
    untilMs: lane.suspended_until.getTime(),
    strikes: lane.strikes,
    reason: lane.suspended_reason ?? '',
  };
}

/** Lines of a lane's log that are kept. */
const mostKept = 1_000;

async function writeLog(
  db: Db,
  { slotId, lane }: Pick<Slot, 'slotId' | 'lane'>,
  notes: readonly Noted[],
): Promise<void> {
  const rows = notes.map(({ at, event: { kind, ...details } }) => ({ at, kind, details }));
  await sql`
    insert into lane_log (at, lane, slot_id, kind, details)
    select n.at, ${lane}, ${slotId}, n.kind, n.details
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) n(at timestamptz, kind text, details jsonb)
  `.execute(db);
  await sql`
    delete from lane_log where lane = ${lane} and id < (
      select id from lane_log where lane = ${lane} order by id desc offset ${mostKept} limit 1
    )
  `.execute(db);
}
