import { readFileSync } from 'node:fs';
import { readTables } from '../shaping/read-tables.ts';

const measures = ['invalid', 'complaints', 'throttled', 'blocked'] as const;

/** What makes a day unclean. */
export type Soil = (typeof measures)[number];

/** Shares (0 to 1) of a day's letters above which the ceiling stays, or goes back to that of the day before. */
export type CleanLimits = Record<Soil, { hold: number; back: number }>;

/** The ceilings of a plan's days, the first at [0], and what a clean day is. */
export type WarmUpPlan = { ceilings: readonly number[]; clean: CleanLimits };

/** Reads a plan; throws with every line that cannot be used. */
export function parsePlan(text: string): WarmUpPlan {
  const problems: string[] = [];
  const columns = {
    day: ['day', 'letters', 'source'],
    measure: ['measure', 'hold above percent', 'step back above percent', 'source'],
  };
  const tables = readTables(text, columns, (line, problem) => problems.push(`line ${line}: ${problem}`));
  const ceilings = (tables.get('day') ?? []).map((row, index) => {
    const letters = Number(row.cell('letters'));
    if (Number(row.cell('day')) !== index + 1) problems.push(`line ${row.line}: days are 1, 2, 3 and so on`);
    if (!(letters > 0 && Number.isInteger(letters))) problems.push(`line ${row.line}: letters must be a number from 1`);
    return letters;
  });
  if (ceilings.length === 0) problems.push('there is no day');
  const limit = (soil: Soil) => {
    const row = tables.get('measure')?.find((one) => one.cell('measure') === soil);
    const share = (column: string) => Number(row?.cell(column)) / 100;
    const found = { hold: share('hold above percent'), back: share('step back above percent') };
    if (!(found.hold > 0 && found.back >= found.hold))
      problems.push(`${soil} needs two percentages, the second not below the first`);
    return found;
  };
  const clean = {
    invalid: limit('invalid'),
    complaints: limit('complaints'),
    throttled: limit('throttled'),
    blocked: limit('blocked'),
  };
  if (problems.length > 0) throw new Error(`The warm-up plan cannot be used. ${problems.join('; ')}.`);
  return { ceilings, clean };
}

/** The project's own plan, with its sources in the file. */
export const defaultPlan: WarmUpPlan = parsePlan(readFileSync(new URL('default-plan.tsv', import.meta.url), 'utf8'));

/** The ceiling of a plan's day (from 1); null behind its last: there is none any more. */
export function ceilingOf({ ceilings }: WarmUpPlan, step: number): number | null {
  return ceilings[step - 1] ?? null;
}
