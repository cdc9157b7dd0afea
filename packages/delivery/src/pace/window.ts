/** What a window is opened with: the most it may grow to, and what it begins with (Postfix: 5, since with 1 a single bad letter blocks all). */
export type WindowBounds = { most: number; start: number };

/** How many letters of a lane may be under way at once. It grows by what succeeds and is used, and retreats at once. */
export type Window = {
  readonly size: number;
  /** The size that was too much lately, less one; it is not passed, save for a try now and then. */
  readonly ceiling: number | undefined;
  /** Letters begun under one cohort number share a retreat. */
  readonly cohort: number;
  /** `underWay`: with the one that was taken. Answers whether it grew. */
  succeeded(underWay: number, nowMs: number): boolean;
  /** One less, at most once a cohort. Answers whether it retreated. */
  throttled(cohort: number): boolean;
  /** One of a cohort was sent away. Less by half of the share of a round that was, where that is too much. Answers whether it retreated. */
  shed(cohort: number): boolean;
  /** Half, at most once a cohort, and a ceiling below what was refused for as long as said. */
  tooMany(cohort: number, nowMs: number, lastsMs: number): boolean;
  /** Down to one, and from there one more with each success until it is `goal` wide. */
  restart(goal: number): void;
  /** Another most, from now on. */
  bound(most: number): void;
};

/** A receiver that sends away no greater share of a round (a window's worth of answers, twenty at the least) is given more at a time all the same. */
const mostShed = 0.15;
const leastRound = 20;
/** So many in a row are too many, as many as a window is wide at the least. */
const mostInARow = 3;
/** Growing to a size at which too much was sent away takes so many times as long. */
const wariness = 10;
const probeEveryMs = 10 * 60_000;

/** Opens a window that follows Postfix's rules: one more after as many successes as it is wide, and only while it is used. */
export function openWindow(bounds: WindowBounds): Window {
  let { most } = bounds;
  let size = Math.min(bounds.start, most);
  let cohort = 0;
  let earned = 0;
  let round = newRound();
  let wary = Number.POSITIVE_INFINITY;
  let busiest = 0;
  /** Below this size each success is worth one. */
  let quickUntil = 0;
  let ceiling: { size: number; untilMs: number; probeAtMs: number } | undefined;

  function retreat(to: number): void {
    size = Math.max(1, to);
    cohort += 1;
    earned = 0;
    round = newRound();
    quickUntil = 0;
  }

  function grow(nowMs: number): boolean {
    if (ceiling !== undefined && nowMs >= ceiling.untilMs) ceiling = undefined;
    if (ceiling !== undefined && size >= ceiling.size) {
      if (nowMs < ceiling.probeAtMs) return false;
      ceiling = { ...ceiling, size: size + 1, probeAtMs: nowMs + probeEveryMs };
    }
    size += 1;
    if (size > wary) wary = Number.POSITIVE_INFINITY;
    return true;
  }

  return {
    get size() {
      return size;
    },
    get ceiling() {
      return ceiling?.size;
    },
    get cohort() {
      return cohort;
    },
    succeeded(underWay, nowMs) {
      round.taken += 1;
      round.inARow = 0;
      if (isWhole(round, size) && !isTooMuch(round)) round = newRound();
      if (size >= most) return false;
      earned += 1;
      busiest = Math.max(busiest, underWay);
      const dear = size + 1 >= wary ? size * wariness : size;
      if ((earned < dear || round.shed > 0) && size >= quickUntil) return false;
      // A window that is not used says nothing of what a wider one would do.
      const used = size < busiest + bounds.start;
      earned = 0;
      busiest = 0;
      return used && grow(nowMs);
    },
    throttled(ofCohort) {
      if (ofCohort !== cohort) return false;
      retreat(size - 1);
      return true;
    },
    shed(ofCohort) {
      if (ofCohort !== cohort) return false;
      round.shed += 1;
      round.inARow += 1;
      if (round.inARow < Math.max(size, mostInARow) && !(isWhole(round, size) && isTooMuch(round))) return false;
      wary = size;
      retreat(Math.min(size - 1, Math.round(size * (1 - shareShed(round) / 2))));
      return true;
    },
    tooMany(ofCohort, nowMs, lastsMs) {
      if (ofCohort !== cohort) return false;
      ceiling = { size: Math.max(1, size - 1), untilMs: nowMs + lastsMs, probeAtMs: nowMs + probeEveryMs };
      retreat(Math.floor(size / 2));
      return true;
    },
    restart(goal) {
      retreat(1);
      quickUntil = goal;
    },
    bound(atMost) {
      most = atMost;
      if (size > most) size = Math.max(1, most);
    },
  };
}

/** How many were taken, how many sent away, and how many of these one after another. */
type Round = { taken: number; shed: number; inARow: number };

function newRound(): Round {
  return { taken: 0, shed: 0, inARow: 0 };
}

function isWhole({ taken, shed }: Round, size: number): boolean {
  return taken + shed >= Math.max(size, leastRound);
}

function isTooMuch(round: Round): boolean {
  return shareShed(round) > mostShed;
}

function shareShed({ taken, shed }: Round): number {
  return shed / (taken + shed);
}
