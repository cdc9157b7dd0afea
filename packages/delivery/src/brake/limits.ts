import { readFileSync } from 'node:fs';
import { readTables } from '../shaping/read-tables.ts';

/** What a campaign is judged by in a lane. */
export type Measure = 'invalid' | 'complaints';

/** The greatest share of answers (0 to 1) that may be so, and how many answers there must be before anybody judges. */
export type BrakeLimit = { lane: string; measure: Measure; share: number; leastAnswers: number };

const columns = { lane: ['lane', 'measure', 'most percent', 'least answers', 'source'] };

/** Reads a table of limits; throws with every line that cannot be used. */
export function parseBrakeLimits(text: string): BrakeLimit[] {
  const problems: string[] = [];
  const limits = (
    readTables(text, columns, (line, problem) => problems.push(`line ${line}: ${problem}`)).get('lane') ?? []
  ).map((row): BrakeLimit => {
    const measure = row.cell('measure') === 'complaints' ? 'complaints' : 'invalid';
    if (measure !== row.cell('measure')) problems.push(`line ${row.line}: measure must be invalid or complaints`);
    const percent = Number(row.cell('most percent'));
    if (!(percent > 0 && percent < 100)) problems.push(`line ${row.line}: most percent must lie between 0 and 100`);
    const leastAnswers = Number(row.cell('least answers'));
    if (!(leastAnswers >= 1)) problems.push(`line ${row.line}: least answers must be a number from 1`);
    return { lane: row.cell('lane'), measure, share: percent / 100, leastAnswers };
  });
  for (const measure of ['invalid', 'complaints']) {
    if (!limits.some((limit) => limit.lane === '*' && limit.measure === measure)) {
      problems.push(`there is no limit of ${measure} for every other lane (*)`);
    }
  }
  if (problems.length > 0) throw new Error(`The brake's limits cannot be used. ${problems.join('; ')}.`);
  return limits;
}

/** The project's own limits, with their sources in the file. */
export const ownBrakeLimits: readonly BrakeLimit[] = parseBrakeLimits(
  readFileSync(new URL('brake-limits.tsv', import.meta.url), 'utf8'),
);

/** The limit of a measure that holds in a lane: its own, or that of every other lane. */
export function limitOf(limits: readonly BrakeLimit[], lane: string, measure: Measure): BrakeLimit | undefined {
  const fitting = limits.filter((limit) => limit.measure === measure);
  return fitting.find((limit) => limit.lane === lane) ?? fitting.find((limit) => limit.lane === '*');
}
