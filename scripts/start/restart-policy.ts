import type { Exit } from '../services/child.ts';

/** What is known of a program's deaths so far. */
export type Deaths = { inARow: number; everReady: boolean };

/** What follows a death. */
export type AfterDeath =
  | { kind: 'restart'; delayMs: number; deaths: Deaths }
  | { kind: 'give-up'; reason: 'configuration' | 'never-ready' };

/** The exit code (EX_CONFIG of sysexits.h) with which a program says that starting it again cannot help. */
export const configurationExitCode = 78;

/** Decides after a death: 0.2 s, doubling to 10 s; from the beginning again after 30 s of life; not at all when the program refuses its configuration, or has never come up in three attempts or in the time it has. */
export function afterDeath(deaths: Deaths, life: { exit: Exit; livedMs: number; wasLate: boolean }): AfterDeath {
  if (life.exit.code === configurationExitCode) return { kind: 'give-up', reason: 'configuration' };
  const inARow = life.livedMs >= 30_000 ? 1 : deaths.inARow + 1;
  if (!deaths.everReady && (inARow >= 3 || life.wasLate)) return { kind: 'give-up', reason: 'never-ready' };
  const delayMs = Math.min(200 * 2 ** (inARow - 1), 10_000);
  return { kind: 'restart', delayMs, deaths: { ...deaths, inARow } };
}
