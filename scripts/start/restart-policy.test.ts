import { describe, expect, it } from '@jest/globals';
import { afterDeath, type Deaths } from './restart-policy.ts';

const crash = { exit: { code: null, signal: 'SIGKILL' }, livedMs: 100, wasLate: false } as const;

describe('afterDeath', () => {
  it('never waits longer than 10 s, however often a program dies', () => {
    let deaths: Deaths = { inARow: 0, everReady: true };
    const delays: number[] = [];
    for (let death = 0; death < 9; death += 1) {
      const next = afterDeath(deaths, crash);
      if (next.kind !== 'restart') throw new Error('gave up');
      delays.push(next.delayMs);
      deaths = next.deaths;
    }
    expect(delays).toEqual([200, 400, 800, 1600, 3200, 6400, 10_000, 10_000, 10_000]);
  });

  it('gives up a program that was late the first time, but not one that has worked before', () => {
    const late = { ...crash, wasLate: true };
    expect(afterDeath({ inARow: 0, everReady: false }, late)).toEqual({ kind: 'give-up', reason: 'never-ready' });
    expect(afterDeath({ inARow: 0, everReady: true }, late).kind).toBe('restart');
  });

  it('gives up on a configuration error even after years of life', () => {
    const refused = { exit: { code: 78, signal: null }, livedMs: 1e12, wasLate: false };
    expect(afterDeath({ inARow: 0, everReady: true }, refused)).toEqual({ kind: 'give-up', reason: 'configuration' });
  });
});
