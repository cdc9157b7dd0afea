import { testDatabase } from '@hikyaku/database/testing';
import { addLag } from './lag.ts';
import { type Edit, rewriteFunctions } from './rewrite-functions.ts';
import { playRound, type Round } from './round.ts';
import { productSteps, type Steps } from './steps.ts';
import { type Violation, verdict } from './verdict.ts';
import type { Weather } from './weather.ts';

/** A world to explore: its weather, and what is taken out of the protocol in it (nothing, for the product as it is). */
export type World = {
  weather: Weather;
  edits?: readonly Edit[];
  steps?: Partial<Steps>;
  /** How long nothing may move before what is left counts as stuck. */
  patienceMs: number;
};

/** What was found, in which round (its seed repeats the chances, not the interleaving), and all that was seen until then. */
export type Exploration = { violations: Violation[]; seed: number; rounds: Round[] };

/** Plays rounds with these seeds, in one database, until a promise is broken that is looked for, or `mostMs` have passed. */
export async function explore(
  { weather, edits = [], steps = {}, patienceMs }: World,
  seeds: Iterable<number>,
  { mostMs, finds = () => true }: { mostMs: number; finds?: (violation: Violation) => boolean },
): Promise<Exploration> {
  const began = performance.now();
  const database = await testDatabase();
  const rounds: Round[] = [];
  try {
    await addLag(database.db, weather);
    await rewriteFunctions(database.db, edits);
    let seed = 0;
    for (seed of seeds) {
      const { db, url } = database;
      const round = await playRound({
        db,
        url,
        seed,
        weather,
        patienceMs,
        steps: { ...productSteps, ...steps },
        isEnough: (record) => verdict(record).some(finds),
      });
      rounds.push(round);
      const violations = verdict(round.record).filter(finds);
      if (violations.length > 0) return { violations, seed, rounds };
      if (performance.now() - began > mostMs) break;
    }
    return { violations: [], seed, rounds };
  } finally {
    await database.drop();
  }
}
