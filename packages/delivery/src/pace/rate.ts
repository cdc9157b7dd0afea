/** A pace in letters a second, kept by a token bucket (GCRA): it remembers one point in time and no queue. */
export type Rate = {
  /** Letters a second at the moment; infinite while nobody asked for less. */
  readonly perSecond: number;
  /** How long the next letter has to wait; 0: it may start. */
  waitMs(nowMs: number): number;
  started(nowMs: number): void;
  answered(taken: boolean, nowMs: number): void;
  /** Counts from nothing: nothing was offered for a while, and that says nothing of what is taken. */
  beganAgain(): void;
  /** Half of what was offered, at once. Called once a cohort. */
  throttled(nowMs: number): void;
  /** One was sent away. Down to what was taken of late, by a half at the most, where that is much less than was offered. */
  shed(nowMs: number): void;
  /** Another figure of the receiver's, from now on. */
  bound(most: number): void;
};

const slowest = 1 / 60;
const growth = 1.1;
/** Growing near the pace that was too much, and farther below it; a retreat is kept for the shorter time too. */
const cleanMs = 5 * 60_000;
const patienceMs = 30_000;
const near = 0.85;
/** After a retreat the pace goes back to a little less than what the receiver was seen to take. */
const careful = 0.9;
/** So many answers (fewer, where they come slowly) tell ups and downs from too much: so great a share that was sent away. */
const enoughSeen = 10;
const leastSeen = 3;
const muchShed = 0.2;
/** Where going down does not make it better so often in a row, letters are sent away at any pace. */
const better = 0.7;
const mostInVain = 5;
/** One retreat is waited for before the next. */
const quietMs = 1_000;
/** A bucket holds what a tenth of a second lets in: enough that a late timer costs nothing. */
const burstSeconds = 0.1;

/** Opens one. `most` is the receiver's figure in letters a second, infinite when it has none. */
export function openRate(most: number): Rate {
  let top = most;
  let perSecond = most;
  let theoreticalMs = Number.NEGATIVE_INFINITY;
  let changedMs = Number.NEGATIVE_INFINITY;
  /** What the receiver took just before it was too much, with care; 0 once the pace has been there again. */
  let known = 0;
  let tooMuch = most;
  let retreatedMs = Number.NEGATIVE_INFINITY;
  let answers = openCounts();
  /** The share that was sent away when the pace was taken down to the rest, and how often in a row that did not help. */
  let shareBefore = 1;
  let inVain = 0;

  function recover(nowMs: number): void {
    if (perSecond >= top) return;
    if (nowMs - changedMs < (perSecond < tooMuch * near ? patienceMs : cleanMs)) return;
    set(Math.max(perSecond * growth, known), nowMs);
    known = 0;
  }

  function set(to: number, nowMs: number): void {
    perSecond = Math.min(top, Math.max(slowest, to));
    changedMs = nowMs;
    answers = openCounts();
  }

  function throttled(nowMs: number): void {
    // A bucket that has just run dry refuses whoever comes next, however slowly.
    if (nowMs - retreatedMs < quietMs) return;
    const { offered, taken } = answers.perSecond(nowMs);
    tooMuch = Number.isFinite(perSecond) ? perSecond : offered;
    known = taken * careful;
    set(known > 0 ? Math.min(tooMuch / 2, known) : tooMuch / 2, nowMs);
    retreatedMs = nowMs;
  }

  return {
    get perSecond() {
      return perSecond;
    },
    waitMs(nowMs) {
      if (perSecond === Number.POSITIVE_INFINITY) return 0;
      recover(nowMs);
      const tolerance = Math.max(0, burstSeconds * 1_000 - 1_000 / perSecond);
      return Math.max(0, theoreticalMs - tolerance - nowMs);
    },
    started(nowMs) {
      if (perSecond === Number.POSITIVE_INFINITY) return;
      theoreticalMs = Math.max(theoreticalMs, nowMs) + 1_000 / perSecond;
    },
    answered(taken, nowMs) {
      answers.add(taken, nowMs);
    },
    beganAgain() {
      answers = openCounts();
    },
    throttled,
    shed(nowMs) {
      const { offered, taken, count, forMs } = answers.perSecond(nowMs);
      const isSeen = forMs >= quietMs && count >= (forMs < patienceMs / 2 ? enoughSeen : leastSeen);
      const share = (offered - taken) / offered;
      if (!isSeen || share <= muchShed) return;
      inVain = share < shareBefore * better ? 0 : inVain + 1;
      shareBefore = share;
      if (inVain > mostInVain) {
        inVain = 0;
        return set(top, nowMs);
      }
      tooMuch = Math.min(perSecond, offered);
      known = 0;
      set(Math.max(taken * careful, tooMuch / 2), nowMs);
      retreatedMs = nowMs;
    },
    bound(atMost) {
      if (perSecond >= top) perSecond = atMost;
      top = atMost;
      perSecond = Math.min(perSecond, top);
    },
  };
}

const seconds = 60;
/** What was seen of late: at least ten seconds of it, and twenty answers where there are so many. */
const leastSeconds = 10;
const enoughAnswers = 20;

/** How many letters were answered and taken, second by second. */
function openCounts() {
  const offered = new Float64Array(seconds);
  const taken = new Float64Array(seconds);
  let second = Number.NEGATIVE_INFINITY;
  let firstMs: number | undefined;

  function turnTo(nowMs: number): number {
    const now = Math.floor(nowMs / 1_000);
    if (now === second) return now;
    const gone = Math.min(seconds, now - second);
    for (let n = 0; n < gone; n++) {
      offered[(now - n) % seconds] = 0;
      taken[(now - n) % seconds] = 0;
    }
    second = now;
    return now;
  }

  return {
    add(wasTaken: boolean, nowMs: number) {
      firstMs ??= nowMs;
      const at = turnTo(nowMs) % seconds;
      offered[at] = (offered[at] ?? 0) + 1;
      if (wasTaken) taken[at] = (taken[at] ?? 0) + 1;
    },
    perSecond(nowMs: number) {
      const now = turnTo(nowMs);
      let sumOffered = 0;
      let sumTaken = 0;
      let back = 0;
      for (; back < seconds && (back <= leastSeconds || sumOffered < enoughAnswers); back++) {
        sumOffered += offered[(now - back) % seconds] ?? 0;
        sumTaken += taken[(now - back) % seconds] ?? 0;
      }
      const span = Math.max(1, Math.min(back - 1 + (nowMs / 1_000 - now), (nowMs - (firstMs ?? nowMs)) / 1_000));
      return {
        offered: sumOffered / span,
        taken: sumTaken / span,
        count: sumOffered,
        forMs: nowMs - (firstMs ?? nowMs),
      };
    },
  };
}
