import { seeded } from '../trials/trial.ts';

/** A source of chance that a seed repeats. */
export type Random = {
  /** From 0 to below 1. */
  next(): number;
  /** A whole number from 0 to below `n`. */
  below(n: number): number;
  chance(share: number): boolean;
};

/** Opens one. */
export function seededRandom(seed: number): Random {
  const next = seeded(seed);
  return { next, below: (n) => Math.floor(next() * n), chance: (share) => next() < share };
}
