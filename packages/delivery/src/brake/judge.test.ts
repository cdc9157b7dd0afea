import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { atLeast, judge } from './judge.ts';
import { limitOf, ownBrakeLimits, parseBrakeLimits } from './limits.ts';

const answers = (lane: string, answered: number, invalid: number, complaints = 0) => ({
  lane,
  answered,
  invalid,
  complaints,
});

describe('judge', () => {
  it('lets ten letters fail without stopping anybody', () => {
    expect(judge(answers('docomo', 10, 10), ownBrakeLimits)).toBeUndefined();
  });

  it('stops where carriers are strict, and goes on where others are not', () => {
    expect(judge(answers('docomo', 400, 24), ownBrakeLimits)).toEqual({
      lane: 'docomo',
      measure: 'invalid',
      count: 24,
      answered: 400,
      most: 0.03,
    });
    expect(judge(answers('gmail', 1_000, 60), ownBrakeLimits)).toBeUndefined();
    expect(judge(answers('gmail', 1_000, 70), ownBrakeLimits)).toMatchObject({ measure: 'invalid', most: 0.05 });
  });

  it('does not stop for a share that is above the limit by chance only', () => {
    expect(judge(answers('docomo', 200, 8), ownBrakeLimits)).toBeUndefined();
    expect(judge(answers('docomo', 20_000, 800), ownBrakeLimits)).toBeDefined();
  });

  it('stops for complaints', () => {
    expect(judge(answers('tail-7', 5_000, 0, 40), ownBrakeLimits)).toMatchObject({ measure: 'complaints', count: 40 });
    expect(judge(answers('tail-7', 5_000, 0, 15), ownBrakeLimits)).toBeUndefined();
  });
});

describe('atLeast', () => {
  it('lies between nothing and the share itself, and comes nearer with every answer', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 10_000 }), fc.double({ min: 0, max: 1, noNaN: true }), (total, share) => {
        const count = Math.round(total * share);
        const low = atLeast(count, total);
        expect(low).toBeGreaterThanOrEqual(0);
        expect(low).toBeLessThanOrEqual(count / total + 1e-9);
        expect(atLeast(count * 10, total * 10)).toBeGreaterThanOrEqual(low - 1e-9);
      }),
    );
    expect(atLeast(0, 0)).toBe(0);
    expect(atLeast(3, 10)).toBeCloseTo(0.1078, 3);
  });
});

describe('parseBrakeLimits', () => {
  it('finds a limit for every lane, its own before the general one', () => {
    expect(limitOf(ownBrakeLimits, 'softbank', 'invalid')?.share).toBe(0.03);
    expect(limitOf(ownBrakeLimits, 'tail-12', 'invalid')).toMatchObject({ lane: '*', share: 0.05 });
  });

  it('names every line that cannot be used', () => {
    const head = 'lane\tmeasure\tmost percent\tleast answers\tsource';
    expect(() => parseBrakeLimits([head, 'a\tinvalid\t0\t0\tx', 'a\topens\t5\t1\tx'].join('\n'))).toThrow(
      /line 2: most percent.*line 2: least answers.*line 3: measure.*no limit of invalid/,
    );
  });
});
