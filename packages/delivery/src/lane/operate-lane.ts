import type { Db } from '@hikyaku/database';
import { record } from '@hikyaku/events';
import { sql } from 'kysely';
import type { Limits } from '../shaping/shaping.ts';
import { type Lane, listLanes } from './list-lanes.ts';

/** Who acts on a lane, and for which workspace's record. */
export type Operator = { workspaceId: string; by: string };

/** A lane after it was changed, and its slots, for waking. */
export type ChangedLane = { lane: Lane; slotIds: number[] };

/**
 * Pauses a lane (with a reason in words) or lets it go on, which also ends a suspension; undefined when there is none of that name. From
 * the commit on the gate clears no letter of a paused lane; letters on the wire finish.
 */
export async function holdLane(
  db: Db,
  name: string,
  { paused, reason, ...operator }: { paused: boolean; reason: string | null } & Operator,
): Promise<ChangedLane | undefined> {
  const set = paused
    ? { paused_at: sql<Date>`coalesce(paused_at, clock_timestamp())`, paused_reason: reason }
    : { paused_at: null, paused_reason: null, suspended_until: null, suspended_reason: null, strikes: 0 };
  return change(db, name, operator, { kind: paused ? 'paused' : 'resumed', set, details: { reason } });
}

/** Says what a lane's limits are, instead of the tables; null leaves one to them. Senders see it within a tick. Undefined when there is no such lane. */
export async function limitLane(
  db: Db,
  name: string,
  limits: { [Key in keyof Limits]?: number | null },
  operator: Operator,
): Promise<ChangedLane | undefined> {
  const { connections, lettersPerConnection, lettersPerSecond } = limits;
  const set = {
    ...(connections === undefined ? {} : { own_connections: connections }),
    ...(lettersPerConnection === undefined ? {} : { own_letters_per_connection: lettersPerConnection }),
    ...(lettersPerSecond === undefined ? {} : { own_letters_per_second: lettersPerSecond }),
  };
  return change(db, name, operator, { kind: 'limits-set', set, details: { ...limits } });
}

type Change = {
  kind: 'paused' | 'resumed' | 'limits-set';
  set: Record<string, unknown>;
  details: Record<string, string | number | null>;
};

async function change(
  db: Db,
  name: string,
  { workspaceId, by }: Operator,
  { kind, set, details }: Change,
): Promise<ChangedLane | undefined> {
  return db.transaction().execute(async (tx) => {
    const [known] = await tx.selectFrom('lanes').select('name').where('name', '=', name).forUpdate().execute();
    if (known === undefined) return undefined;
    if (Object.keys(set).length > 0) await tx.updateTable('lanes').set(set).where('name', '=', name).execute();
    await record(tx, [{ kind, workspaceId, details: { lane: name, by, ...details } }]);
    await tx
      .insertInto('lane_log')
      .values({ lane: name, kind, details: JSON.stringify({ by, ...details }) })
      .execute();
    const slots = await tx.selectFrom('lane_slots').select('id').where('lane', '=', name).orderBy('id').execute();
    const [lane] = await listLanes(tx, name);
    return lane && { lane, slotIds: slots.map((slot) => slot.id) };
  });
}
