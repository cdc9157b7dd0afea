import type { Verdict } from './verdict.ts';

/** Gives each letter its place in the queue of every pace it has to keep. */
export interface Pacer {
  /** Milliseconds this letter has to wait from `at` (epoch milliseconds); its place is taken by asking. */
  waitMs(paces: Verdict['paces'], at: number): number;
}

/** One queue per rule, shared by all connections; an idle rule saves nothing up. */
export function createPacer(): Pacer {
  const nextFree = new WeakMap<object, number>();
  return {
    waitMs(paces, at) {
      let until = at;
      for (const { rule, lettersPerSecond } of paces) {
        const mine = Math.max(at, nextFree.get(rule) ?? at);
        nextFree.set(rule, mine + 1000 / lettersPerSecond);
        until = Math.max(until, mine);
      }
      return until - at;
    },
  };
}
