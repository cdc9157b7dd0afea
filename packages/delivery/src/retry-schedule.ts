/** Waits after the first, second, … attempt, the last one repeating, until `giveUpAfterMs` from the first attempt. */
export type RetrySchedule = { waitsMs: readonly [number, ...number[]]; giveUpAfterMs: number };

const minute = 60_000;
const hour = 60 * minute;

/** 5, 15 and 30 minutes, then 1, 2, 4 and 8 hours, for 72 hours (R5321-5: the first wait is long enough for greylisting). */
export const defaultRetrySchedule: RetrySchedule = {
  waitsMs: [5 * minute, 15 * minute, 30 * minute, hour, 2 * hour, 4 * hour, 8 * hour],
  giveUpAfterMs: 72 * hour,
};

const unitsMs: Record<string, number> = { ms: 1, s: 1_000, m: minute, h: hour };

/** Reads `5m,15m,1h` (ms, s, m, h); throws a sentence that says what to write. */
export function parseRetrySchedule(text: string): RetrySchedule {
  const [first, ...rest] = text.split(',').map((part) => {
    const [, amount, unit] = /^(\d{1,6})(ms|s|m|h)$/.exec(part.trim()) ?? [];
    const waitMs = Number(amount) * (unitsMs[unit ?? ''] ?? Number.NaN);
    if (!(waitMs > 0)) {
      throw new Error(`RETRY_SCHEDULE has "${part.trim()}": write waits such as 5m,15m,1h (units ms, s, m, h).`);
    }
    return waitMs;
  });
  if (first === undefined) throw new Error('RETRY_SCHEDULE is empty: write waits such as 5m,15m,1h.');
  return { waitsMs: [first, ...rest], giveUpAfterMs: defaultRetrySchedule.giveUpAfterMs };
}

/** When to try again after attempt n (from 1), within ±20 % so that letters deferred together do not return together; undefined: give up. */
export function nextAttempt(
  schedule: RetrySchedule,
  facts: { attempt: number; firstAttemptAt: Date; now: Date; random: number },
): Date | undefined {
  const waitMs = schedule.waitsMs[facts.attempt - 1] ?? schedule.waitsMs.at(-1) ?? schedule.waitsMs[0];
  const dueMs = facts.now.getTime() + waitMs * (0.8 + 0.4 * facts.random);
  return dueMs - facts.firstAttemptAt.getTime() > schedule.giveUpAfterMs ? undefined : new Date(dueMs);
}
