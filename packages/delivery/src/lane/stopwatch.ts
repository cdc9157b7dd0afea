/** Times several things that are under way side by side. */
export type Stopwatch = {
  /** Begins one; the answer ends it. */
  begin(): () => void;
  /** How long the oldest has been under way; 0 when none is. */
  longestMs(): number;
};

/** Opens one. */
export function openStopwatch(): Stopwatch {
  // In the order in which they began.
  const begun = new Map<symbol, number>();
  return {
    begin() {
      const one = Symbol('under way');
      begun.set(one, performance.now());
      return () => void begun.delete(one);
    },
    longestMs() {
      const [oldestMs] = begun.values();
      return oldestMs === undefined ? 0 : performance.now() - oldestMs;
    },
  };
}
