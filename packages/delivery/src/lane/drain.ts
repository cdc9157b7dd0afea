import { deliver, type Desk, isLineTrouble } from '../deliver.ts';
import { type Feedback, feedbackOfShutDoor } from '../pace/feedback.ts';
import { openPermits } from '../pace/permits.ts';
import type { Sender } from '../sender.ts';
import { maySend, releaseBatch } from './batch.ts';
import { deskOf } from './desk.ts';
import { beginComposing, dueWork, type OpenBatch, type Work } from './due-work.ts';
import { enduringly } from './endure.ts';
import type { Governed } from './governors.ts';
import { countInHand, type InHand } from './in-hand.ts';
import { keepNoted } from './keep-noted.ts';
import { lookahead } from './lookahead.ts';
import { sidings } from './sidings.ts';
import type { Slot } from './slot.ts';
import { openStopwatch } from './stopwatch.ts';
import { openTurns, type Turns } from './turns.ts';
import { type Looked, watchSlot } from './watch-slot.ts';

const usualMs = 20_000;
/** Where a letter hangs the end has to wait for it, and others go on meanwhile: an answer to the dot may take ten minutes. */
const longestMs = 10 * 60_000;
const hangsAfterMs = 2_000;
/**
 * Letters of a slot taken up before anybody has a hand free for them, and composed where signing takes time: enough signatures under way
 * to keep all cores at it while the lines wait for the gate (16 cost a sixth of the speed).
 */
const mostAhead = 64;
/** More hands than this the event loop of one slot does not keep busy. */
const mostCarriers = 50;
/** Letters of streams that are carried at the same time, beside and before those of newsletters. */
const express = 10;
/** Where a slot has many sites, those that hang hold hands: so many times as many are needed. */
const moreHands = 2;
/** Letters of a slot that wait for the ledger to take their outcome. */
const mostUnsettled = 500;
const heldAgainAfterMs = 1_000;
const shutAgainAfterMs = 5_000;

/** Letters to carry, one after another, and how many of them are in hand. */
type Round = { next: () => Promise<Work | undefined>; inHand: InHand; desk: Desk; goesFirst: boolean };

/**
 * Carries what is due in a slot of ours, for twenty seconds or until there is nothing more; everything it took is settled or given back
 * when it answers, with how many letters were dealt with.
 */
export async function drain(sender: Sender, slot: Slot, governed: Governed): Promise<number> {
  const beganMs = performance.now();
  const underWay = openStopwatch();
  let stopped = false;
  let shut = false;
  let delivered = 0;
  const isTime = () => {
    const lastedMs = performance.now() - beganMs;
    return lastedMs < usualMs || (lastedMs < longestMs && underWay.longestMs() > hangsAfterMs);
  };
  const goingOn = () => !stopped && !sender.draining() && sender.life.isFresh() && isTime();
  const stop = () => {
    stopped = true;
    permits.close();
  };

  const { nowMs, onTrouble } = sender;
  const permits = openPermits(governed.governor, nowMs, () => {
    stop();
    // Lines that hang may keep the tick from its end for minutes; whoever takes the slot after a death has to know.
    noting.soon();
  });
  const noting = keepNoted({ db: sender.db, slot, governed, nowMs, onTrouble, onSuspended: stop });
  const time = setInterval(() => goingOn() || permits.close(), 500).unref();

  const releases: Promise<void>[] = [];
  function giveBackWhenDone(open: OpenBatch): void {
    if (!open.read || open.inHand > 0) return;
    const again = shut ? shutAgainAfterMs : (open.againAfterMs ?? heldAgainAfterMs);
    releases.push(
      enduringly(sender, () => releaseBatch(sender.db, open.batch, sender.life.senderId, again, open.begun)),
    );
  }
  function putDown(open: OpenBatch, inHand: InHand): void {
    open.inHand -= 1;
    inHand.putDown();
    giveBackWhenDone(open);
  }
  /** A letter stays in its batch as it is. */
  function putBack(open: OpenBatch, inHand: InHand, afterMs = heldAgainAfterMs): void {
    open.againAfterMs = Math.min(open.againAfterMs ?? Number.POSITIVE_INFINITY, afterMs);
    putDown(open, inHand);
  }
  const unsettled = countInHand();
  async function putDownWhen(open: OpenBatch, inHand: InHand, settled: Promise<unknown>): Promise<void> {
    try {
      await settled;
    } catch (error) {
      onTrouble(error);
    }
    putDown(open, inHand);
    unsettled.putDown();
  }

  /** Carries letters one after another until there are no more. Those read ahead of a stop are put back untouched. */
  async function carry(round: Round): Promise<void> {
    for (let work = await round.next(); work !== undefined; work = await round.next()) await carryOne(work, round);
  }

  async function carryOne(work: Work, { inHand, desk, goesFirst }: Round): Promise<void> {
    const { open, letter, site } = work.due;
    let permit: number | undefined;
    let ended = () => {};
    let written: Promise<void> | undefined;
    let feedback: Feedback = { kind: 'returned' };
    try {
      if (!work.begun && !goingOn()) return putBack(open, inHand);
      // What is there at once is not waited for: a promise would cost more than the question.
      const made = work.composition();
      const composition = made instanceof Promise ? await made : made;
      const leave = permits.take(goesFirst);
      permit = typeof leave === 'object' ? await leave : leave;
      if (permit === undefined || !goingOn() || !maySend(open.batch)) {
        if (composition.ok) composition.done();
        return putBack(open, inHand);
      }
      ended = underWay.begin();
      const delivery = await deliver(letter, composition, site === undefined ? desk : { ...desk, limits: site.limits });
      if (delivery.kind === 'not-now') return putBack(open, inHand);
      feedback = delivery.feedback;
      delivered += 1;
      open.begun += 1;
      unsettled.take();
      written = putDownWhen(open, inHand, delivery.settled);
    } catch (error) {
      if (isLineTrouble(error)) {
        shut = true;
        feedback = feedbackOfShutDoor(error.message, error.reply);
      } else stop();
      onTrouble(error);
      putBack(open, inHand);
    } finally {
      ended();
      if (permit !== undefined) permits.give(permit, feedback);
      site?.ended(feedback);
    }
    // While the ledger takes its time the lines go on, but not without end.
    if (unsettled.count > mostUnsettled) await written;
  }

  const { sites } = governed;
  const hands = sites === undefined ? 1 : moreHands;
  const carriers = Math.min(mostCarriers * hands, governed.governor.bounds.connections);
  const ahead = Math.min(mostAhead, carriers * 2);
  const newsletters = openTurns(ahead + carriers);
  const streams = openTurns(0);
  const watch = watchSlot({ ...sender, slotId: slot.slotId, newsletters, streams, onStreams: overtake });
  const desk = deskOf(sender, slot, governed, () => {
    stopped = true;
  });

  /** `others`: something that is waited for as well before the round is over. */
  function open(turns: Turns, goesFirst: boolean, mostRead: number, others?: () => Promise<void> | undefined): Round {
    const inHand = countInHand();
    const due = (looked: Looked) => (goesFirst ? looked.streams : looked.newsletters);

    /** While anything is in hand more may come: it must not wait for the slowest letter, which may hang for minutes. */
    async function moreMayCome(askedInVain: boolean): Promise<boolean> {
      let looked = askedInVain ? undefined : await watch.look();
      for (;;) {
        if (looked !== undefined && due(looked)) return true;
        const until = inHand.empty() ?? others?.();
        if (until === undefined || !goingOn()) return false;
        const found = await Promise.race([until.then((): 'empty' => 'empty'), watch.nextLook()]);
        looked = found === 'empty' ? await watch.look() : found;
      }
    }

    const reading = { sender, slotId: slot.slotId, turns, goingOn, onRead: giveBackWhenDone, moreMayCome };
    const source = dueWork({ ...reading, onTaken: () => inHand.take() });
    const passing =
      sites === undefined
        ? source
        : sidings({
            source,
            sites,
            goesFirst,
            goingOn,
            siteOf: (domain) => sender.lines.siteOf(domain),
            putBack: (batch, afterMs) => putBack(batch, inHand, afterMs),
          });
    const lines = goesFirst ? sender.lines.express : sender.lines;
    // What overtakes waits for no desk.
    const desks: Sender['desks'] = goesFirst ? (compose) => compose() : sender.desks;
    return {
      next: lookahead(passing, (due) => beginComposing(due, desks), mostRead),
      inHand,
      desk: { ...desk, lines },
      goesFirst,
    };
  }

  let overtaking: Promise<void> | undefined;
  function overtake(): void {
    overtaking ??= carryStreams()
      .catch(onTrouble)
      .finally(() => {
        overtaking = undefined;
      });
  }
  async function carryStreams(): Promise<void> {
    const round = open(streams, true, 1);
    await Promise.all(Array.from({ length: Math.min(express * hands, carriers) }, () => carry(round)));
  }

  // A newsletter may begin while streams are being carried, so the round of newsletters stays open until they are done.
  const round = open(newsletters, false, ahead, () => overtaking);
  const carried = await Promise.allSettled(Array.from({ length: carriers }, () => carry(round)));
  await watch.stop();
  await overtaking;
  clearInterval(time);
  permits.close();
  await noting.stop();
  await unsettled.empty();
  await Promise.all(releases);
  for (const one of carried) if (one.status === 'rejected') throw one.reason;
  return delivered;
}
