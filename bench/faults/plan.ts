import { type Random, seededRandom } from './random.ts';
import { fewKnown, type Weather, weather } from './weather.ts';

/** Something that is done to the product while it sends. `at` is the share of the campaign's letters that receivers have seen by then. */
export type Mishap =
  | { kind: 'sender-killed' | 'sender-drained'; at: number }
  | { kind: 'sender-frozen'; at: number; forMs: number }
  | { kind: 'postgres-killed' | 'redis-killed' | 'api-killed' | 'unsubscribe-killed'; at: number }
  | { kind: 'paused'; at: number; forMs: number }
  /** Whenever the brake stops the campaign, its author lets it go on. */
  | { kind: 'braked'; at: 0 }
  /** The From domain is new: it has a ceiling a day in each lane, and a day lasts so long. */
  | { kind: 'warmed-up'; at: 0; dayMs: number }
  | { kind: 'cancelled'; at: number };

/** A trial before it is run; a seed and a number decide all of it. */
export type Plan = {
  seed: number;
  trial: number;
  letters: number;
  /** How many people leave by one click meanwhile, and at which shares. */
  leavings: number[];
  weather: Weather;
  mishaps: Mishap[];
};

/** How large trials are, at the least and at the most. */
export type Size = { fewest: number; most: number };

/** Senders of a trial's product lose their slots after this many seconds of silence. */
export const leaseSeconds = 3;

/** Plans one trial of a run; the same seed and number give the same plan. */
export function planTrial(seed: number, trial: number, { fewest, most }: Size): Plan {
  const random = seededRandom(Math.imul(seed, 1_000_003) + trial);
  // Small ones are the more frequent: they take less time and fail in the same ways.
  const letters = Math.round(fewest * (most / fewest) ** (random.next() ** 3));
  const leavings = Array.from({ length: 50 + random.below(150) }, () => random.next()).sort((a, b) => a - b);
  const drawn = weather(random, letters);
  const brakes: Mishap[] = drawn.faults.some(({ kind }) => kind === fewKnown) ? [{ kind: 'braked', at: 0 }] : [];
  return {
    seed,
    trial,
    letters,
    leavings,
    weather: drawn,
    mishaps: [...brakes, ...mishaps(random)],
  };
}

/** Between one and seven, mostly deaths of senders; half of the trials lose PostgreSQL, half Redis. */
function mishaps(random: Random): Mishap[] {
  const at = () => random.next() * 0.95;
  const planned: Mishap[] = Array.from({ length: 1 + random.below(2) }, () => ({ kind: 'sender-killed', at: at() }));
  if (random.chance(0.5)) planned.push({ kind: 'postgres-killed', at: at() });
  if (random.chance(0.5)) planned.push({ kind: 'redis-killed', at: at() });
  if (random.chance(0.4))
    planned.push({ kind: 'sender-frozen', at: at(), forMs: 200 + random.below(leaseSeconds * 1_500) });
  if (random.chance(0.25)) planned.push({ kind: 'sender-drained', at: at() });
  if (random.chance(0.15)) planned.push({ kind: 'api-killed', at: at() });
  if (random.chance(0.15)) planned.push({ kind: 'unsubscribe-killed', at: at() });
  if (random.chance(0.2)) planned.push({ kind: 'paused', at: at(), forMs: 300 + random.below(700) });
  if (random.chance(0.15)) planned.push({ kind: 'warmed-up', at: 0, dayMs: 2_000 + random.below(3_000) });
  if (random.chance(0.1)) planned.push({ kind: 'cancelled', at: 0.3 + at() * 0.7 });
  return planned.sort((a, b) => a.at - b.at);
}
