import { deliver, type Desk, isLineTrouble } from '../deliver.ts';
import type { LineLimits, Lines } from '../line-pool.ts';
import { type Feedback, feedbackOfShutDoor } from '../pace/feedback.ts';
import type { Bounds } from '../pace/governor.ts';
import { openPermits } from '../pace/permits.ts';
import type { Sender } from '../sender.ts';
import { maySend, nextDueInMs, releaseBatch } from './batch.ts';
import { dueWork, type OpenBatch, type Work } from './due-work.ts';
import { enduringly } from './endure.ts';
import type { Governed } from './governors.ts';
import { keepNoted } from './keep-noted.ts';
import { lookahead } from './lookahead.ts';
import { releaseSlot, type Slot, takeSlot } from './slot.ts';
import { openTurns } from './turns.ts';
import { watchSlot } from './watch-slot.ts';

/** How a tick ended, and in how many milliseconds the slot's next batch is due, if any. */
export type Ticked = { kind: 'not-ours' } | { kind: 'ticked'; delivered: number; nextDueInMs: number | undefined };

const tickMs = 20_000;
/**
 * Letters of a slot composed before anybody has a hand free for them: enough signatures under way to keep all cores at it while the
 * lines wait for the gate (16 cost a sixth of the speed).
 */
const mostAhead = 64;
/** More hands than this the event loop of one slot does not keep busy. */
const mostCarriers = 50;
/** Letters of streams that are carried at the same time, beside and before those of newsletters. */
const express = 10;
/** Letters of a slot that wait for the ledger to take their outcome. */
const mostUnsettled = 500;
const heldAgainAfterMs = 1_000;
const shutAgainAfterMs = 5_000;

/** Owns a slot for up to twenty seconds and drains what is due in it; everything it took is settled or given back when it answers. One at a time a slot. */
export async function tick(sender: Sender, slotId: number): Promise<Ticked> {
  const { ticking } = sender.life;
  if (ticking.has(slotId)) return { kind: 'not-ours' };
  ticking.add(slotId);
  try {
    return await tickAlone(sender, slotId);
  } finally {
    ticking.delete(slotId);
  }
}

async function tickAlone(sender: Sender, slotId: number): Promise<Ticked> {
  // Until an answer says otherwise: a slot may be ours although the answer was lost, and our lease would keep it from everybody.
  let mayBeOurs = true;
  try {
    const now = new Date(sender.nowMs());
    const slot = await takeSlot(sender.db, slotId, sender.life.senderId, sender.leaseSeconds, now);
    mayBeOurs = slot !== undefined;
    if (slot === undefined) return { kind: 'not-ours' };
    const governed = sender.governorOf(slot);
    const delivered = await drain(sender, slot, governed);
    return { kind: 'ticked', delivered, nextDueInMs: later(await nextDueInMs(sender.db, slotId), sender, governed) };
  } finally {
    if (mayBeOurs) await enduringly(sender, () => releaseSlot(sender.db, slotId, sender.life.senderId));
  }
}

/** A suspended lane is not woken before its time. */
function later(dueInMs: number | undefined, { nowMs }: Sender, { governor }: Governed): number | undefined {
  if (dueInMs === undefined || !governor.suspended) return dueInMs;
  return Math.max(dueInMs, governor.waitMs(nowMs()));
}

async function drain(sender: Sender, slot: Slot, governed: Governed): Promise<number> {
  const endsAtMs = performance.now() + tickMs;
  let stopped = false;
  let shut = false;
  let delivered = 0;
  const goingOn = () => !stopped && !sender.draining() && sender.life.isFresh() && performance.now() < endsAtMs;
  const releases: Promise<void>[] = [];
  const desk = deskOf(sender, slot, governed, () => {
    stopped = true;
  });
  const giveBackWhenDone = (open: OpenBatch) => {
    if (!open.read || open.inHand > 0) return;
    const again = shut ? shutAgainAfterMs : heldAgainAfterMs;
    releases.push(
      enduringly(sender, () => releaseBatch(sender.db, open.batch, sender.life.senderId, again, open.begun)),
    );
  };
  const putDown = (open: OpenBatch) => {
    open.inHand -= 1;
    giveBackWhenDone(open);
  };
  const putDownWhen = async (open: OpenBatch, settled: Promise<unknown>) => {
    await settled.catch(sender.onTrouble);
    putDown(open);
  };
  const settling = new Set<Promise<void>>();

  const stop = () => {
    stopped = true;
    permits.close();
  };
  const permits = openPermits(governed.governor, sender.nowMs, stop);
  const timeIsUp = setTimeout(() => permits.close(), tickMs).unref();
  const { nowMs, onTrouble } = sender;
  const noting = keepNoted({ db: sender.db, slot, governed, nowMs, onTrouble, onSuspended: stop });

  /** Carries letters one after another until there are no more. Those read ahead of a stop are put down again untouched. */
  async function carry(next: () => Promise<Work | undefined>, lines: Lines): Promise<void> {
    const ownDesk = { ...desk, lines };
    for (let work = await next(); work !== undefined; work = await next()) {
      const { open } = work;
      let permit: number | undefined;
      let feedback: Feedback = { kind: 'returned' };
      try {
        const composition = await work.composition;
        const leave = permits.take(lines === sender.lines.express);
        // Nearly always given at once: a promise would cost more than the question.
        permit = typeof leave === 'object' ? await leave : leave;
        if (permit === undefined || !goingOn() || !maySend(open.batch)) {
          if (composition.ok) composition.done();
          putDown(open);
          continue;
        }
        const delivery = await deliver(work.letter, composition, ownDesk);
        if (delivery.kind === 'not-now') {
          putDown(open);
          continue;
        }
        feedback = delivery.feedback;
        permits.give(permit, feedback);
        permit = undefined;
        delivered += 1;
        open.begun += 1;
        const written = putDownWhen(open, delivery.settled);
        settling.add(written);
        void written.finally(() => settling.delete(written));
        // While the ledger takes its time the lines go on, but not without end.
        if (settling.size > mostUnsettled) await written;
      } catch (error) {
        if (isLineTrouble(error)) {
          shut = true;
          feedback = feedbackOfShutDoor(error.message, error.reply);
        } else stop();
        sender.onTrouble(error);
        putDown(open);
      } finally {
        if (permit !== undefined) permits.give(permit, feedback);
      }
    }
  }

  const carriers = Math.min(mostCarriers, governed.governor.bounds.connections);
  const ahead = Math.min(mostAhead, carriers * 2);
  const newsletters = openTurns(ahead + carriers);
  const streams = openTurns(0);
  const reading = { sender, slotId: slot.slotId, goingOn, onRead: giveBackWhenDone };

  let overtaking: Promise<void> | undefined;
  function overtake(): void {
    overtaking ??= carryStreams()
      .catch(sender.onTrouble)
      .finally(() => {
        overtaking = undefined;
      });
  }
  async function carryStreams(): Promise<void> {
    const next = lookahead(dueWork({ ...reading, turns: streams, moreMayCome: async () => false }), 1);
    await Promise.all(Array.from({ length: Math.min(express, carriers) }, () => carry(next, sender.lines.express)));
  }

  const watch = watchSlot({ ...sender, slotId: slot.slotId, newsletters, streams, onStreams: overtake });
  /** A newsletter may begin while streams are being carried, so the round of newsletters stays open until they are done. */
  async function moreMayCome(): Promise<boolean> {
    for (;;) {
      if (await watch.look()) return true;
      if (overtaking === undefined || !goingOn()) return false;
      await Promise.race([overtaking, watch.nextLook()]);
    }
  }
  const next = lookahead(dueWork({ ...reading, turns: newsletters, moreMayCome }), ahead);
  const carried = await Promise.allSettled(Array.from({ length: carriers }, () => carry(next, sender.lines)));
  await watch.stop();
  await overtaking;
  clearTimeout(timeIsUp);
  permits.close();
  await noting.stop();
  await Promise.all(settling);
  await Promise.all(releases);
  for (const one of carried) if (one.status === 'rejected') throw one.reason;
  return delivered;
}

function deskOf(sender: Sender, slot: Slot, { governor }: Governed, onSlotLost: () => void): Desk {
  const freshMs = sender.leaseSeconds * 700;
  let { bounds } = governor;
  let limits = limitsOf(sender, slot, bounds);
  return {
    lines: sender.lines,
    limits: () => {
      if (bounds !== governor.bounds) {
        bounds = governor.bounds;
        limits = limitsOf(sender, slot, bounds);
      }
      return limits;
    },
    gate: (letter) => sender.gate({ letter, slot, onSlotLost }),
    settle: async (letter, attempt, outcome) => {
      sender.journal.afterReply(letter.ref, attempt, outcome);
      await enduringly(sender, () => sender.settle({ key: letter.ref, attempt, slotId: slot.slotId, outcome }));
      sender.journal.settled(letter.ref, attempt);
    },
    journal: sender.journal,
    schedule: sender.schedule,
    mayFinish: (clearedAtMs) => sender.life.isFresh() && performance.now() - clearedAtMs < freshMs,
    now: sender.now,
    random: sender.random,
  };
}

/** Through a relay the lines are counted for all lanes together; in the tail each site has what the tables say of a stranger. */
function limitsOf({ way, lines }: Sender, { tail, limits }: Slot, { connections, letters }: Bounds): LineLimits {
  if (way === 'relay') return { lines: lines.most, letters };
  if (!tail) return { lines: connections, letters };
  return { lines: limits.connections, letters: Math.min(letters, limits.lettersPerConnection ?? letters) };
}
