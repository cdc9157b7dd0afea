import type { Link } from '@hikyaku/database';
import type { Journal } from './journal.ts';
import { isSuperseded, type Place, type Registration, signOff, takeUp, vouch } from './registration.ts';
import { JournalLostError, replay } from './replay.ts';

/** What a keeper works with. Its own link is asked for little and quickly; what it carries out travels by the other. */
export type Keeping = {
  journal: Journal;
  place: Place;
  /** One connection that answers within a second or counts as lost. */
  vows: Link;
  work: Link;
  onTrouble: (error: unknown) => void;
  /** Another process keeps the journal now: nothing more may be written to it. */
  onSuperseded: (error: Error) => void;
  times?: { everyMs: number; aheadMs: number };
};

/** Vouches for a journal while the database answers, and carries it out when it answers again. */
export type Keeper = {
  /** Whether the database answered when it was last asked. */
  inTouch(): boolean;
  /** Resolves when it has been asked for the first time, however that ended. */
  asked: Promise<void>;
  /** Calls once, when touch is lost; the function it returns forgets the wish. */
  whenLost(call: () => void): () => void;
  /** Resolves when no gate that looks from now on passes what this entry forbids. */
  sealed(seq: number): Promise<void>;
  /** The next round is now: something was written. */
  nudge(): void;
  /** Carries out what it can, signs off if nothing is left, and ends. */
  stop(): Promise<void>;
};

const usual = { everyMs: 500, aheadMs: 3_000 };
/** The clocks of two machines may differ so much over some seconds. */
const driftMs = 100;
const pageSize = 500;

/** Begins to keep a journal. Nothing is known of the database yet: an earlier keeper's vow may still hold. */
export function openKeeper(keeping: Keeping): Keeper {
  const { journal, vows, work, onTrouble } = keeping;
  const { everyMs, aheadMs } = keeping.times ?? usual;
  const wishes = new Set<() => void>();
  const sealing = new Set<{ seq: number; resolve: () => void }>();
  let registration: Registration | undefined;
  let clock: { databaseMs: number; hereMs: number } | undefined;
  let touch = false;
  let turn = 0;
  let through = 0;
  let vowOverMs = performance.now() + aheadMs + driftMs;
  const asked = Promise.withResolvers<void>();
  let stopped = false;
  let wake: (() => void) | undefined;
  let nudged = false;

  /** Says once what the journal concerns now; entries known of here are sealed when that is heard. */
  async function sayVow(): Promise<boolean> {
    const here = performance.now();
    if (registration === undefined || clock === undefined) {
      registration = await takeUp(vows.db, journal, keeping.place);
      clock = { databaseMs: registration.databaseNowMs, hereMs: performance.now() };
      through = registration.through;
      turn = 0;
      return sayVow();
    }
    const known = journal.last();
    const untilMs = clock.databaseMs + (here - clock.hereMs) + aheadMs;
    vowOverMs = Math.max(vowOverMs, here + aheadMs + driftMs);
    turn += 1;
    const databaseMs = await vouch(vows.db, registration, { turn, untilMs, concerns: journal.concerns() });
    if (databaseMs === undefined) {
      if (await isSuperseded(vows.db, registration)) throw new JournalLostError();
      registration = undefined;
      return false;
    }
    clock = { databaseMs, hereMs: performance.now() };
    settleSeals(known);
    return true;
  }

  function settleSeals(through: number): void {
    for (const seal of sealing) {
      if (seal.seq > through) continue;
      sealing.delete(seal);
      seal.resolve();
    }
  }

  /** Carries out a page of what the journal holds; whether there was one. */
  async function carryOut(): Promise<boolean> {
    if (registration === undefined) return false;
    const known = journal.last();
    if (known === through && journal.concerns().length === 0) return false;
    const page = await journal.read(through, pageSize);
    await replay(work.db, registration, page);
    through = page.at(-1)?.seq ?? known;
    journal.forget(through);
    settleSeals(through);
    return true;
  }

  function lose(error: unknown): void {
    // What is under way on a connection that has gone silent would be waited for.
    vows.cut();
    if (touch) work.cut();
    touch = false;
    asked.resolve();
    onTrouble(error);
    for (const call of wishes) call();
    wishes.clear();
  }

  async function round(): Promise<void> {
    try {
      nudged = false;
      touch = await sayVow();
      asked.resolve();
      while (touch && (await carryOut())) touch = await sayVow();
    } catch (error) {
      lose(error);
      if (error instanceof JournalLostError) {
        stopped = true;
        keeping.onSuperseded(error);
      }
    }
  }

  const pause = () =>
    new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, everyMs);
      wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });

  const rounds = (async () => {
    while (!stopped) {
      await round();
      if (!stopped && !(nudged && touch)) await pause();
    }
  })();

  return {
    inTouch: () => touch && !stopped,
    asked: asked.promise,
    whenLost(call) {
      wishes.add(call);
      return () => wishes.delete(call);
    },
    sealed(seq) {
      return new Promise((resolve) => {
        const seal = { seq, resolve };
        sealing.add(seal);
        // Whatever is vouched for from here on names this entry's workspace: what was vouched for before is over by then.
        const timer = setTimeout(() => sealing.delete(seal) && resolve(), Math.max(0, vowOverMs - performance.now()));
        seal.resolve = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    },
    nudge() {
      nudged = true;
      if (touch) wake?.();
    },
    async stop() {
      stopped = true;
      wake?.();
      await rounds;
      await round();
      if (!touch || registration === undefined || journal.concerns().length > 0) return;
      await signOff(vows.db, registration).catch(onTrouble);
    },
  };
}
