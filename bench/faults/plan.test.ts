import { describe, expect, it } from '@jest/globals';
import { planTrial } from './plan.ts';

const size = { fewest: 2_000, most: 30_000 };
const many = Array.from({ length: 200 }, (_, n) => planTrial(7, n + 1, size));

describe('planTrial', () => {
  it('plans the same for the same seed and number, and something else for another', () => {
    expect(planTrial(7, 3, size)).toEqual(many[2]);
    expect(planTrial(8, 3, size)).not.toEqual(many[2]);
    expect(planTrial(7, 4, size)).not.toEqual(many[2]);
  });

  it('stays within the size that was asked for, and uses all of it', () => {
    const letters = many.map((plan) => plan.letters);
    expect(Math.min(...letters)).toBeGreaterThanOrEqual(2_000);
    expect(Math.max(...letters)).toBeLessThanOrEqual(30_000);
    expect(letters.filter((n) => n > 10_000).length).toBeGreaterThan(5);
  });

  it('kills a sender in every trial, and lets every kind of mishap happen somewhere', () => {
    expect(many.every((plan) => plan.mishaps.some(({ kind }) => kind === 'sender-killed'))).toBe(true);
    expect(new Set(many.flatMap((plan) => plan.mishaps.map(({ kind }) => kind))).size).toBe(11);
  });

  it('lets no two faults of receivers concern the same person', () => {
    const people = Array.from({ length: 1_000 }, (_, n) => `p${String(n).padStart(5, '0')}@trial.example`);
    for (const { weather } of many.slice(0, 20)) {
      const whom = weather.faults.map((fault) => new RegExp(fault.whom));
      expect(people.filter((email) => whom.filter((one) => one.test(email)).length > 1)).toEqual([]);
      expect(people.filter((email) => whom.some((one) => one.test(email))).length).toBeGreaterThan(0);
    }
  });
});
