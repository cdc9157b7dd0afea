import type { Feedback } from './feedback.ts';
import type { Governor } from './governor.ts';

/** Leave for one letter to start: its cohort, or undefined when no letter may start any more. */
export type Permit = number | undefined;

/** Hands out what a governor allows to those who carry letters, in the order in which they ask. */
export type Permits = {
  /** At once where it may be, so that nothing is waited for on the way of nearly all letters; `first` goes before all who wait. */
  take(first?: boolean): Permit | Promise<Permit>;
  give(cohort: number, feedback: Feedback): void;
  /** Nobody waits any more, and nobody gets leave. */
  close(): void;
};

/** Opens a desk. `onSuspended` is called when the lane turns out to be suspended: waiting for that is not the carriers' business. */
export function openPermits(governor: Governor, nowMs: () => number, onSuspended: () => void): Permits {
  const waiting: ((permit: Permit) => void)[] = [];
  let timer: NodeJS.Timeout | undefined;
  let closed = false;

  function close(): void {
    closed = true;
    clearTimeout(timer);
    for (const leave of waiting.splice(0)) leave(undefined);
  }

  function serve(): void {
    clearTimeout(timer);
    while (waiting.length > 0 && !closed) {
      const now = nowMs();
      const waitMs = governor.waitMs(now);
      if (governor.suspended) {
        onSuspended();
        close();
      } else if (waitMs > 0) {
        if (Number.isFinite(waitMs)) timer = setTimeout(serve, Math.ceil(waitMs));
        return;
      } else waiting.shift()?.(governor.begin(now));
    }
  }

  return {
    take(first = false) {
      if (closed) return undefined;
      if (waiting.length === 0) {
        const now = nowMs();
        if (governor.waitMs(now) === 0) return governor.begin(now);
      }
      const { promise, resolve } = Promise.withResolvers<Permit>();
      if (first) waiting.unshift(resolve);
      else waiting.push(resolve);
      serve();
      return promise;
    },
    give(cohort, feedback) {
      governor.ended(cohort, feedback, nowMs());
      if (waiting.length > 0) serve();
    },
    close,
  };
}
