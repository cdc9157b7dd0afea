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
  /** Half, at most once a cohort, and a ceiling below what was refused for as long as said. */
  tooMany(cohort: number, nowMs: number, lastsMs: number): boolean;
  /** Down to one, and from there one more with each success until it is `goal` wide. */
  restart(goal: number): void;
  /** Another most, from now on. */
  bound(most: number): void;
};

const probeEveryMs = 10 * 60_000;

/** Opens a window that follows Postfix's rules: one more after as many successes as it is wide, and only while it is used. */
export function openWindow(bounds: WindowBounds): Window {
  let { most } = bounds;
  let size = Math.min(bounds.start, most);
  let cohort = 0;
  let earned = 0;
  let busiest = 0;
  /** Below this size each success is worth one. */
  let quickUntil = 0;
  let ceiling: { size: number; untilMs: number; probeAtMs: number } | undefined;

  function retreat(to: number): void {
    size = Math.max(1, to);
    cohort += 1;
    earned = 0;
    quickUntil = 0;
  }

  function grow(nowMs: number): boolean {
    if (ceiling !== undefined && nowMs >= ceiling.untilMs) ceiling = undefined;
    if (ceiling !== undefined && size >= ceiling.size) {
      if (nowMs < ceiling.probeAtMs) return false;
      ceiling = { ...ceiling, size: size + 1, probeAtMs: nowMs + probeEveryMs };
    }
    size += 1;
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
      if (size >= most) return false;
      earned += 1;
      busiest = Math.max(busiest, underWay);
      if (earned < size && size >= quickUntil) return false;
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
