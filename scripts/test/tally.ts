import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** How many tests passed, failed and were skipped. */
export type Tally = { passed: number; failed: number; skipped: number };

/** Adds up the tallies that the packages have left in a folder. One that cannot be read counts as a failure. */
export function sumTallies(folder: string): Tally {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .map((name) => parse(readFileSync(path.join(folder, name), 'utf8')))
    .reduce(add, { passed: 0, failed: 0, skipped: 0 });
}

/** What failed in which file, as the packages have left it: said once more at the end, where a long run's reader looks. */
export function failuresIn(folder: string): string[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.failures.txt'))
    .map((name) => readFileSync(path.join(folder, name), 'utf8'));
}

/** A run that went wrong although no test failed (a suite's process died, a handle leaked) is a failure too. */
export function withRunner(tally: Tally, runnerSucceeded: boolean): Tally {
  return runnerSucceeded || tally.failed > 0 ? tally : { ...tally, failed: 1 };
}

/** The last line of a run: `N passed, N failed`, and how many were skipped when any were. */
export function tallyLine(tally: Tally): string {
  const skipped = tally.skipped > 0 ? `, ${tally.skipped} skipped` : '';
  return `${tally.passed} passed, ${tally.failed} failed${skipped}`;
}

function add(a: Tally, b: Tally): Tally {
  return { passed: a.passed + b.passed, failed: a.failed + b.failed, skipped: a.skipped + b.skipped };
}

function parse(text: string): Tally {
  try {
    const content: unknown = JSON.parse(text);
    const read = (name: keyof Tally): number => {
      const value = typeof content === 'object' && content !== null ? Reflect.get(content, name) : undefined;
      if (typeof value !== 'number' || !Number.isFinite(value)) throw new Error(`no ${name}`);
      return value;
    };
    return { passed: read('passed'), failed: read('failed'), skipped: read('skipped') };
  } catch {
    return { passed: 0, failed: 1, skipped: 0 };
  }
}
