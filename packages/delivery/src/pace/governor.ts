import { maskAddresses, type SmtpReply } from '@hikyaku/message';
import type { Limits } from '../shaping/shaping.ts';
import { type Trigger, triggersTouched } from '../shaping/trigger.ts';
import type { Feedback } from './feedback.ts';
import { type Held, openHolds } from './holds.ts';
import type { PaceEvent } from './pace-event.ts';
import { openRate } from './rate.ts';
import { openWindow } from './window.ts';

/** What a governor shows of itself. Figures that nothing bounds are undefined. */
export type Pace = {
  window: number;
  most: number;
  ceiling: number | undefined;
  perSecond: number | undefined;
  lettersPerConnection: number | undefined;
  underWay: number;
  suspendedUntilMs: number | undefined;
  strikes: number;
  reason: string | undefined;
  holds: readonly Held[];
};

/** At most so many connections, and so many letters over each. */
export type Bounds = { connections: number; letters: number };

/** What one is opened with. `start`: the window that it begins with. `share`: which part of the lane it governs, for what triggers hold the lane to. */
export type GovernorParts = {
  lane: string;
  limits: Limits;
  start: number;
  share: number;
  triggers: () => readonly Trigger[];
  tell: (event: PaceEvent, nowMs: number) => void;
};

/**
 * The patience of one receiver, as this sender knows it: how many letters may be under way, how fast they may follow, and whether
 * any may leave at all. Plain state of one owner; every question brings its own time (milliseconds since 1970).
 */
export type Governor = {
  /** Whether nothing may leave at all; as it was when last asked. */
  readonly suspended: boolean;
  /** How long the next letter has to wait: 0, it may start; infinite, until one that is under way has ended. */
  waitMs(nowMs: number): number;
  /** Starts a letter; returns what `ended` wants to know of it. */
  begin(nowMs: number): number;
  ended(cohort: number, feedback: Feedback, nowMs: number): void;
  /** Other limits, from now on. */
  limit(limits: Limits): void;
  /** Takes over what the books say of a suspension, also that there is none: another owner, or a person, has had a hand in it. */
  adopt(suspension: { untilMs: number; strikes: number; reason: string } | undefined): void;
  /** Takes over what receivers' words held another owner to, beside what they hold this one to. */
  keep(holds: readonly Held[]): void;
  /** What its lines are held to: another object whenever that changes. */
  readonly bounds: Bounds;
  pace(): Pace;
};

const firstPauseMs = 30_000;
const longestPauseMs = 20 * 60_000;
/** So many refusals in a row, and no letter taken, are a dead receiver, however narrow the window is: more where it still speaks to us. */
const leastCohort = 5;
const leastBusy = 10;
/** Retreats are daily bread: of those that follow one another only the first is told. */
const slowedToldEveryMs = 5 * 60_000;

/** Opens one. */
export function openGovernor({ lane, limits, start, share, triggers, tell }: GovernorParts): Governor {
  let own = limits;
  const window = openWindow({ most: own.connections, start });
  const rate = openRate(own.lettersPerSecond ?? Number.POSITIVE_INFINITY);
  const holds = openHolds(share);
  let underWay = 0;
  let suspendedUntilMs = 0;
  /** The end of the suspension that was over last: the books may still tell of it. */
  let servedMs = 0;
  let strikes = 0;
  let reason: string | undefined;
  /** The window to come back to, while the lane comes back from a suspension. */
  let comeback: number | undefined;
  let probing = false;
  let failed = 0;
  let width = window.size;
  let slowedToldMs = Number.NEGATIVE_INFINITY;

  let bounds = boundsNow();

  function boundsNow(): Bounds {
    const letters = minimum(own.lettersPerConnection, holds.lettersPerConnection) ?? Number.POSITIVE_INFINITY;
    return { connections: Math.min(own.connections, holds.connections), letters };
  }

  function bound(): void {
    bounds = boundsNow();
    window.bound(bounds.connections);
    rate.bound(Math.min(own.lettersPerSecond ?? Number.POSITIVE_INFINITY, holds.perSecond));
  }

  function suspend(untilMs: number, why: string, goal: number, nowMs: number): void {
    if (untilMs <= suspendedUntilMs) return;
    suspendedUntilMs = Math.ceil(untilMs);
    reason = why;
    comeback = goal;
    probing = true;
    failed = 0;
    tell({ kind: 'suspended', untilMs, reason: why }, nowMs);
  }

  function resume(nowMs: number): void {
    servedMs = suspendedUntilMs;
    suspendedUntilMs = 0;
    window.restart(comeback ?? start);
    rate.beganAgain();
    tell({ kind: 'probing', window: window.size }, nowMs);
  }

  function taken(nowMs: number): void {
    failed = 0;
    rate.answered(true, nowMs);
    const grew = window.succeeded(underWay, nowMs);
    // What was under way when the lane was suspended says nothing of the time after.
    if (comeback === undefined || suspendedUntilMs > 0) return;
    strikes = 0;
    probing = false;
    if (window.size >= Math.min(comeback, bounds.connections)) {
      comeback = undefined;
      reason = undefined;
      tell({ kind: 'recovered', window: window.size }, nowMs);
    } else if (grew) tell({ kind: 'growing', window: window.size }, nowMs);
  }

  function refused({ why, text }: Extract<Feedback, { kind: 'refused' }>, cohort: number, nowMs: number): void {
    const said = maskAddresses(text);
    const before = window.size;
    const spoken = why === 'throttled' || why === 'blocked';
    const retreated = spoken ? window.throttled(cohort) : window.shed(cohort);
    if (retreated) {
      width = before;
      if (why === 'throttled') rate.throttled(nowMs);
      tellSlowed(said, nowMs);
    }
    if (why === 'busy') rate.shed(nowMs);
    failed += probing ? 1 : 1 / Math.max(width, ...(why === 'busy' ? [before, leastBusy] : [leastCohort]));
    if (failed < 1) return;
    // Too soon for shares: what was offered was all too much.
    if (why === 'busy') rate.throttled(nowMs);
    const pauseMs = Math.min(longestPauseMs, firstPauseMs * 2 ** strikes);
    strikes += 1;
    suspend(nowMs + pauseMs, said, start, nowMs);
  }

  function act(trigger: Trigger, cohort: number, said: string, nowMs: number): boolean {
    const untilMs = nowMs + trigger.lastsMs;
    let slowed = false;
    for (const action of trigger.actions) {
      switch (action.kind) {
        case 'suspend':
          suspend(untilMs, said, start, nowMs);
          break;
        case 'restart':
          suspend(untilMs, said, window.size, nowMs);
          break;
        case 'fewer-connections':
          slowed = true;
          if (!window.tooMany(cohort, nowMs, trigger.lastsMs)) break;
          width = window.size;
          tellSlowed(said, nowMs);
          break;
        case 'ignore':
          break;
        case 'connections':
        case 'letters-per-connection':
        case 'rate': {
          const what = holds.hold(action, untilMs);
          bound();
          reason = said;
          if (what !== undefined) tell({ kind: 'limited', untilMs, what, reason: said }, nowMs);
        }
      }
    }
    return slowed;
  }

  function tellSlowed(said: string, nowMs: number): void {
    if (nowMs - slowedToldMs < slowedToldEveryMs) return;
    slowedToldMs = nowMs;
    tell({ kind: 'slowed', window: window.size, perSecond: finite(rate.perSecond), reason: said }, nowMs);
  }

  /** What the receiver's words ask for. Answers whether that was a retreat, which is not made twice for one reply. */
  function heed(reply: SmtpReply | undefined, cohort: number, nowMs: number): boolean {
    if (reply === undefined || suspendedUntilMs > nowMs) return false;
    const said = maskAddresses([reply.code, reply.enhanced, reply.text].filter(Boolean).join(' '));
    let retreated = false;
    for (const trigger of triggersTouched(triggers(), lane, reply)) {
      if (holds.counts(trigger, nowMs)) retreated = act(trigger, cohort, said, nowMs) || retreated;
    }
    return retreated;
  }

  return {
    get bounds() {
      return bounds;
    },
    get suspended() {
      return suspendedUntilMs > 0;
    },
    waitMs(nowMs) {
      if (suspendedUntilMs > 0) {
        if (nowMs < suspendedUntilMs) return suspendedUntilMs - nowMs;
        resume(nowMs);
      }
      if (holds.expire(nowMs)) bound();
      if (underWay >= (probing ? 1 : window.size)) return Number.POSITIVE_INFINITY;
      return rate.waitMs(nowMs);
    },
    begin(nowMs) {
      underWay += 1;
      rate.started(nowMs);
      return window.cohort;
    },
    ended(cohort, feedback, nowMs) {
      switch (feedback.kind) {
        case 'taken':
          taken(nowMs);
          break;
        case 'neutral':
          heed(feedback.reply, cohort, nowMs);
          break;
        case 'refused': {
          rate.answered(false, nowMs);
          const heeded = heed(feedback.reply, cohort, nowMs);
          if (!heeded && nowMs >= suspendedUntilMs) refused(feedback, cohort, nowMs);
          break;
        }
        case 'returned':
          break;
      }
      underWay -= 1;
    },
    limit(limits) {
      own = limits;
      bound();
    },
    adopt(suspension) {
      const untilMs = suspension?.untilMs ?? 0;
      if (untilMs === suspendedUntilMs || (untilMs > 0 && untilMs === servedMs)) return;
      suspendedUntilMs = untilMs;
      strikes = suspension?.strikes ?? 0;
      reason = suspension?.reason;
      probing = suspension !== undefined;
      comeback = suspension && start;
      failed = 0;
    },
    keep(others) {
      for (const { action, untilMs } of others) holds.hold(action, untilMs);
      if (others.length > 0) bound();
    },
    pace: () => ({
      window: window.size,
      most: bounds.connections,
      ceiling: window.ceiling,
      perSecond: finite(rate.perSecond),
      lettersPerConnection: finite(bounds.letters),
      underWay,
      suspendedUntilMs: suspendedUntilMs === 0 ? undefined : suspendedUntilMs,
      strikes,
      reason,
      holds: holds.all(),
    }),
  };
}

function finite(figure: number): number | undefined {
  return Number.isFinite(figure) ? figure : undefined;
}

function minimum(figure: number | undefined, other: number | undefined): number | undefined {
  return figure === undefined || other === undefined ? (figure ?? other) : Math.min(figure, other);
}
