import { describe, expect, it } from '@jest/globals';
import { nextStep, type WarmDay } from './next-step.ts';
import { ceilingOf, defaultPlan, parsePlan } from './plan.ts';

const day = (change: Partial<WarmDay> = {}): WarmDay => ({
  step: 5,
  ceiling: 1_000,
  begun: 1_000,
  idleDays: 0,
  invalid: 0,
  complaints: 0,
  throttled: 0,
  blocked: 0,
  ...change,
});
const next = (change: Partial<WarmDay>) => nextStep(day(change), defaultPlan.clean);

describe('nextStep', () => {
  it.each([
    ['grows after a clean day', {}, 6],
    ['grows after a day with some of everything', { invalid: 20, complaints: 1, throttled: 50, blocked: 10 }, 6],
    ['holds after a day that was hardly used', { begun: 599 }, 5],
    ['holds when bounces are above 2 %', { invalid: 21 }, 5],
    ['steps back when they are above 5 %', { invalid: 51 }, 4],
    ['holds when complaints are above 0.1 %', { complaints: 2 }, 5],
    ['steps back when they are above 0.3 %', { complaints: 4 }, 4],
    ['holds when a receiver asks for patience', { throttled: 60 }, 5],
    ['steps back when it does so all the time', { throttled: 201 }, 4],
    ['steps back when it blocks', { blocked: 51 }, 4],
    ['steps back for the worst of several', { throttled: 60, blocked: 60 }, 4],
    ['cannot step back behind the first day', { step: 1, blocked: 60 }, 1],
    ['begins anew after a month of silence', { idleDays: 31 }, 1],
  ])('%s', (_, change, step) => {
    expect(next(change).step).toBe(step);
  });

  it('says why, in words', () => {
    expect(next({ invalid: 51 }).why).toBe('back: invalid 5.1 %, above 5 %');
  });
});

describe('parsePlan', () => {
  it('reads the default plan: days that grow, by at most six tenths', () => {
    const { ceilings } = defaultPlan;
    expect(ceilings).toHaveLength(20);
    ceilings.slice(1).forEach((letters, index) => {
      expect(letters).toBeGreaterThan(ceilings[index] ?? 0);
      expect(letters).toBeLessThanOrEqual(1.6 * (ceilings[index] ?? 0));
    });
    expect(ceilingOf(defaultPlan, 1)).toBe(480);
    expect(ceilingOf(defaultPlan, 21)).toBeNull();
  });

  it('names every line that cannot be used', () => {
    expect(() => parsePlan('day\tletters\tsource\n2\t0\tx')).toThrow(
      /line 2: days are.*line 2: letters.*invalid needs.*blocked needs/,
    );
  });
});
