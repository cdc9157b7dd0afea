import type { Db } from '@hikyaku/database';
import { sql } from 'kysely';
import type { Limits } from '../shaping/shaping.ts';

/**
 * A lane as operators see it: its limits (of the tables, and what an operator says instead), what its owners last said of its pace, and
 * what waits in it. `dueLetters` are counted up to ten thousand a slot.
 */
export type Lane = {
  name: string;
  tail: boolean;
  pausedAt: Date | null;
  pausedReason: string | null;
  suspendedUntil: Date | null;
  suspendedReason: string | null;
  limits: Nullable<Limits>;
  ownLimits: Nullable<Limits>;
  pace: LanePace | null;
  slots: number;
  ownedSlots: number;
  dueBatches: number;
  dueLetters: number;
  laterBatches: number;
  attempting: number;
};

type Nullable<Value> = { [Key in keyof Value]: Exclude<Value[Key], undefined> | null };

/** The pace of a lane over its owned slots. `perSecond` and `ceiling` are null while nothing bounds them. */
export type LanePace = { window: number; ceiling: number | null; perSecond: number | null; at: Date };

/** Counting goes from row to row: some ten milliseconds. */
const mostCounted = 10_000;

/** Every lane of the installation by name, or the one of this name. */
export async function listLanes(db: Db, name: string | null = null): Promise<Lane[]> {
  // Per slot, so that each count is one short range of an index over open batches.
  const { rows } = await sql<LaneRow>`
    select l.name, l.tail, l.paused_at as "pausedAt", l.paused_reason as "pausedReason",
      case when l.suspended_until > clock_timestamp() then l.suspended_until end as "suspendedUntil",
      case when l.suspended_until > clock_timestamp() then l.suspended_reason end as "suspendedReason",
      json_build_object('connections', l.connections, 'lettersPerConnection', l.letters_per_connection,
        'lettersPerSecond', l.letters_per_second) as limits,
      json_build_object('connections', l.own_connections, 'lettersPerConnection', l.own_letters_per_connection,
        'lettersPerSecond', l.own_letters_per_second) as "ownLimits",
      max(s.paced_at) filter (where s.pace is not null) as "pacedAt",
      coalesce(sum((s.pace ->> 'window')::integer), 0)::integer as window,
      sum((s.pace ->> 'ceiling')::integer)::integer as ceiling,
      sum((s.pace ->> 'perSecond')::float8) as "perSecond",
      count(s.id)::integer as slots,
      (count(s.id) filter (where s.lease_until > clock_timestamp()))::integer as "ownedSlots",
      coalesce(sum(b.due), 0)::integer as "dueBatches", coalesce(sum(b.later), 0)::integer as "laterBatches",
      coalesce(sum(w.letters), 0)::integer as "dueLetters",
      coalesce(sum(a.letters), 0)::integer as attempting
    from lanes l
    left join lane_slots s on s.lane = l.name
    left join lateral (
      select count(*) filter (where due_at <= clock_timestamp()) as due, count(*) filter (where due_at > clock_timestamp()) as later
      from batches where slot_id = s.id and state = 'ready'
    ) b on true
    left join lateral (
      select count(*) as letters
      from (
        select from batches r
        cross join lateral (select from deliveries d where d.batch_id = r.id and d.state in ('queued', 'deferred') offset 0) d
        where r.slot_id = s.id and r.state = 'ready' and r.due_at <= clock_timestamp()
        limit ${mostCounted}
      ) q
    ) w on b.due > 0
    left join lateral (
      select count(*) as letters
      from batches o join deliveries d on d.batch_id = o.id and d.state = 'attempting'
      where o.sender_id = s.sender_id and o.state = 'leased' and o.slot_id = s.id
    ) a on true
    where ${name}::text is null or l.name = ${name}
    group by l.name
    order by l.name
  `.execute(db);
  return rows.map(({ pacedAt, window, ceiling, perSecond, ...lane }) => ({
    ...lane,
    pace: pacedAt === null ? null : { window, ceiling, perSecond, at: pacedAt },
  }));
}

type LaneRow = Omit<Lane, 'pace'> & Omit<LanePace, 'at'> & { pacedAt: Date | null };
