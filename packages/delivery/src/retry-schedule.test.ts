import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { defaultRetrySchedule, nextAttempt, parseRetrySchedule } from './retry-schedule.ts';

describe('parseRetrySchedule', () => {
  it('reads waits with their units', () => {
    expect(parseRetrySchedule('200ms, 5s,15m,1h').waitsMs).toEqual([200, 5_000, 900_000, 3_600_000]);
  });

  it('says what to write instead of a wrong wait', () => {
    for (const text of ['', '5', 'soon', '5m,,1h', '-1s', '0s']) {
      expect(() => parseRetrySchedule(text)).toThrow(/RETRY_SCHEDULE .* write waits such as 5m,15m,1h/);
    }
  });
});

describe('nextAttempt', () => {
  const now = new Date('2026-11-23T00:00:00Z');

  it('waits 5, 15, 30 min, 1, 2, 4, 8 h and then 8 h again, until 72 h have passed', () => {
    let at = now;
    const hours: number[] = [];
    for (let attempt = 1; ; attempt++) {
      const next = nextAttempt(defaultRetrySchedule, { attempt, firstAttemptAt: now, now: at, random: 0.5 });
      if (next === undefined) break;
      hours.push((next.getTime() - at.getTime()) / 3_600_000);
      at = next;
    }
    expect(hours.slice(0, 8)).toEqual([1 / 12, 1 / 4, 1 / 2, 1, 2, 4, 8, 8]);
    expect((at.getTime() - now.getTime()) / 3_600_000).toBeGreaterThan(60);
  });

  it('strays at most a fifth from the schedule', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1, noNaN: true }), (random) => {
        const next = nextAttempt(defaultRetrySchedule, { attempt: 1, firstAttemptAt: now, now, random });
        const waitMs = (next?.getTime() ?? 0) - now.getTime();
        expect(waitMs).toBeGreaterThanOrEqual(240_000);
        expect(waitMs).toBeLessThanOrEqual(360_000);
      }),
    );
  });
});
