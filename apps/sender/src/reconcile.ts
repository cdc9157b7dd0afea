import {
  answerRequests,
  cancelRemaining,
  dueCampaigns,
  finishDue,
  prepareJob,
  type StreamDeps,
} from '@hikyaku/campaigns';
import type { Db } from '@hikyaku/database';
import {
  advanceWarmUps,
  type Braked,
  brake,
  laneTick,
  laneTickId,
  type Recovered,
  recoverDeadSenders,
  type SenderIdentity,
  slotsToWake,
  type WarmUp,
} from '@hikyaku/delivery';
import type { Enqueue } from '@hikyaku/queue';

/** What a round of reconciling works with. */
export type Reconciling = {
  db: Db;
  enqueue: Enqueue;
  me: { senderId: string; identity: SenderIdentity; isSteady: () => boolean };
  leaseSeconds: number;
  /** With what letters are made that people ask for on the public pages. */
  stream: StreamDeps;
  onRecovered: (recovered: Recovered) => void;
  onBraked: (braked: Braked) => void;
  onWarmedUp: (warmUp: WarmUp) => void;
};

/**
 * Compares what should be under way with what is, from rows alone: recovers dead senders, asks again for wake-ups that were lost
 * (Redis may have lost all of them), carries cancellations to their end, finishes campaigns that have nothing left to do, stops those
 * that too many people complain of, opens the new day of each warm-up, and answers who asked for a letter on a public page.
 */
export async function reconcile(round: Reconciling): Promise<void> {
  const { db, enqueue } = round;
  const dead = { leaseSeconds: round.leaseSeconds, silenceMeansDeath: round.me.isSteady() };
  for (const recovered of await recoverDeadSenders(db, round.me, dead)) round.onRecovered(recovered);
  const due = await dueCampaigns(db);
  for (const campaignId of due.cancel) await cancelRemaining(db, campaignId);
  await finishDue(db);
  for (const warmUp of await advanceWarmUps(db)) round.onWarmedUp(warmUp);
  // Letters' answers are judged as they are settled; complaints come by other ways.
  for (const braked of await brake(db, 'all')) round.onBraked(braked);
  // Last, because Redis may be away: everything above needs Postgres alone.
  for (const campaignId of due.prepare) await enqueue(prepareJob, `campaign-${campaignId}`, { campaignId });
  for (const { slotId, epoch } of await slotsToWake(db)) {
    await enqueue(laneTick, laneTickId(slotId, epoch), { slotId });
  }
  await answerRequests(round.stream);
}
