import type { CleanLimits, Soil } from './plan.ts';

/** What became of a day: letters begun, of how many allowed, and how the receivers answered. */
export type WarmDay = { step: number; ceiling: number; begun: number; idleDays: number } & Record<Soil, number>;

/** The plan's day (from 1) that comes next, and why in words. */
export type NextStep = { step: number; why: string };

/** A ceiling that was not reached by this much shows nothing about a greater one. */
const leastUse = 0.6;
/** Receivers have forgotten a domain that kept silent for longer. */
const forgottenAfterDays = 30;

/**
 * The next day's step: one further after a clean day that was used, the same after an unused or an unclean one, one back after a
 * dirty one, and the first again after a month of silence.
 */
export function nextStep(day: WarmDay, clean: CleanLimits): NextStep {
  if (day.idleDays > forgottenAfterDays)
    return { step: 1, why: `begun anew after ${day.idleDays} days without a letter` };
  for (const [bound, step, words] of [
    ['back', Math.max(1, day.step - 1), 'back'],
    ['hold', day.step, 'held'],
  ] as const) {
    const soil = soils.find((one) => day[one] / Math.max(1, day.begun) > clean[one][bound]);
    if (soil !== undefined) {
      return {
        step,
        why: `${words}: ${soil} ${percent(day[soil] / day.begun)} %, above ${percent(clean[soil][bound])} %`,
      };
    }
  }
  if (day.begun < day.ceiling * leastUse) {
    return { step: day.step, why: `held: ${day.begun} of ${day.ceiling} used, too few to tell` };
  }
  return { step: day.step + 1, why: 'grown: a clean day' };
}

const soils: readonly Soil[] = ['invalid', 'complaints', 'throttled', 'blocked'];

function percent(share: number): number {
  return Math.round(share * 1_000) / 10;
}
