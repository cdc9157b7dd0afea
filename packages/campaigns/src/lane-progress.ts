import type { Db } from '@hikyaku/database';
import { type Lane, listLanes, listWarmUps, type WarmUp } from '@hikyaku/delivery';
import { type DeliveryState, deliveryStates, isUnderway, type LaneBooks } from '@hikyaku/ledger';
import { sql } from 'kysely';

/**
 * Why the letters of a campaign that wait in a lane do not go faster: an operator holds it, its receiver asked for a pause, the day's
 * letters of a warm-up are used up, their time has not come (quiet hours, retries), or the receiver's pace bounds them.
 */
export type HoldUp =
  | { kind: 'paused'; reason: string | null }
  | { kind: 'suspended'; until: Date; reason: string | null }
  | { kind: 'warm-up'; ceiling: number }
  | { kind: 'later'; until: Date }
  | { kind: 'paced'; perSecond: number };

/** How far a campaign has come in one lane, and what holds up what waits there; null when nothing does, or nothing waits. */
export type LaneProgress = { lane: string | null; counts: Record<DeliveryState, number>; holdUp: HoldUp | null };

/** Says of each lane of a campaign what holds it up; asks nothing about lanes when no letter waits. */
export async function lanesOf(
  db: Db,
  campaign: { id: string; fromDomain: string },
  books: readonly LaneBooks[],
): Promise<LaneProgress[]> {
  if (!books.some(({ counts }) => waits(counts))) return books.map((one) => ({ ...one, holdUp: null }));
  const lanes = new Map((await listLanes(db)).map((lane) => [lane.name, lane]));
  const warmUps = await listWarmUps(db);
  const nextAt = await nextDue(db, campaign.id);
  return books.map(({ lane, counts }) => {
    const known = lanes.get(lane ?? '');
    if (known === undefined || !waits(counts)) return { lane, counts, holdUp: null };
    const warmUp = warmUps.find((one) => one.lane === lane && one.domain === campaign.fromDomain);
    return { lane, counts, holdUp: holdUpOf(known, { warmUp, nextAt: nextAt.get(known.name), now: new Date() }) };
  });
}

/** What holds up the letters that wait in a lane: what stops them altogether before what slows them. */
export function holdUpOf(
  { pausedAt, pausedReason, suspendedUntil, suspendedReason, pace }: Lane,
  { warmUp, nextAt, now }: { warmUp: WarmUp | undefined; nextAt: Date | undefined; now: Date },
): HoldUp | null {
  if (pausedAt !== null) return { kind: 'paused', reason: pausedReason };
  if (suspendedUntil !== null) return { kind: 'suspended', until: suspendedUntil, reason: suspendedReason };
  if (warmUp !== undefined && warmUp.ceiling !== null && warmUp.taken >= warmUp.ceiling) {
    return { kind: 'warm-up', ceiling: warmUp.ceiling };
  }
  if (nextAt !== undefined && nextAt > now) return { kind: 'later', until: nextAt };
  return pace === null || pace.perSecond === null ? null : { kind: 'paced', perSecond: pace.perSecond };
}

function waits(counts: Record<DeliveryState, number>): boolean {
  return deliveryStates.some((state) => isUnderway(state) && counts[state] > 0);
}

/** When the next of a campaign's batches in each lane is due; lanes in which a sender has one in hand are due now. */
async function nextDue(db: Db, campaignId: string): Promise<Map<string, Date>> {
  const { rows } = await sql<{ lane: string; due: Date }>`
    select s.lane, min(case b.state when 'leased' then clock_timestamp() - interval '1 second' else b.due_at end) as due
    from batches b join lane_slots s on s.id = b.slot_id
    where b.campaign_id = ${campaignId} and b.state <> 'closed'
    group by s.lane
  `.execute(db);
  return new Map(rows.map(({ lane, due }) => [lane, due]));
}
