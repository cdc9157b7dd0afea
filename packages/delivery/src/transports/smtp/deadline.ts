/** The time by which something must have happened: at most one at once, set and lifted as often as one likes. */
export type Deadline = {
  set(withinMs: number): void;
  lift(): void;
  /** Lifts it for good. */
  end(): void;
};

/**
 * Opens a deadline; `onPassed` is told how long had been allowed. A timer for each wait would cost more than the wait, so one is left
 * running from wait to wait and set anew only when a deadline falls before its end. It keeps no process alive.
 */
export function openDeadline(onPassed: (withinMs: number) => void): Deadline {
  let allowedMs = 0;
  let passesAt = Number.POSITIVE_INFINITY;
  let timer: NodeJS.Timeout | undefined;
  let ringsAt = Number.POSITIVE_INFINITY;

  function ringAt(time: number, inMs: number): void {
    clearTimeout(timer);
    ringsAt = time;
    timer = setTimeout(ring, inMs).unref();
  }

  function ring(): void {
    ringsAt = Number.POSITIVE_INFINITY;
    if (passesAt === Number.POSITIVE_INFINITY) return;
    const leftMs = passesAt - performance.now();
    if (leftMs > 0) {
      ringAt(passesAt, Math.ceil(leftMs));
      return;
    }
    passesAt = Number.POSITIVE_INFINITY;
    onPassed(allowedMs);
  }

  return {
    set(withinMs) {
      allowedMs = withinMs;
      passesAt = performance.now() + withinMs;
      if (passesAt < ringsAt) ringAt(passesAt, withinMs);
    },
    lift() {
      passesAt = Number.POSITIVE_INFINITY;
    },
    end() {
      passesAt = Number.POSITIVE_INFINITY;
      clearTimeout(timer);
    },
  };
}
