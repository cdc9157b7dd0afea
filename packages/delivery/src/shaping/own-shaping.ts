import { readFileSync } from 'node:fs';
import { parseShaping } from './parse-shaping.ts';
import type { Shaping } from './shaping.ts';

/** The project's own tables, read and checked once when a process loads them: a mistake in them ends the process with its line. */
export const ownShaping: Shaping = readTables('lanes.tsv', 'triggers.tsv');

function readTables(...files: readonly string[]): Shaping {
  return files.reduce<Shaping>(
    (base, file) => {
      const parsed = parseShaping(readFileSync(new URL(file, import.meta.url), 'utf8'), base, { agreed: false });
      if (!parsed.ok) throw new Error(`${file} cannot be used. ${parsed.problems.join('; ')}.`);
      return parsed.shaping;
    },
    { lanes: new Map(), triggers: [] },
  );
}
