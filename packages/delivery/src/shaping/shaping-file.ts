import { readFileSync, statSync } from 'node:fs';
import { ownShaping } from './own-shaping.ts';
import { parseShaping } from './parse-shaping.ts';
import type { Shaping } from './shaping.ts';

/** The tables in force: the project's own with an operator's file laid over them. */
export type ShapingFile = {
  current(): Shaping;
  /** Looks whether the file has changed. One with a mistake is refused, in words, once, and what was in force stays in force. */
  refresh(): { kind: 'same' | 'changed' } | { kind: 'refused'; problem: string };
};

/** The project's own tables alone. */
export const noShapingFile: ShapingFile = { current: () => ownShaping, refresh: () => ({ kind: 'same' }) };

/** Opens an operator's file; throws a sentence with every mistake and its line. */
export function openShapingFile(file: string): ShapingFile {
  let stamp = stampOf(file);
  let shaping = read(file);
  return {
    current: () => shaping,
    refresh() {
      const now = stampOf(file);
      if (now === stamp) return { kind: 'same' };
      stamp = now;
      try {
        shaping = read(file);
        return { kind: 'changed' };
      } catch (error) {
        return { kind: 'refused', problem: error instanceof Error ? error.message : String(error) };
      }
    },
  };
}

function stampOf(file: string): string {
  const stat = statSync(file, { throwIfNoEntry: false });
  return stat === undefined ? 'gone' : `${stat.mtimeMs} ${stat.size} ${stat.ino}`;
}

function read(file: string): Shaping {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    throw new Error(`SHAPING_FILE ${file} cannot be read: ${error instanceof Error ? error.message : String(error)}.`, {
      cause: error,
    });
  }
  const parsed = parseShaping(text, ownShaping, { agreed: true });
  if (!parsed.ok) throw new Error(`SHAPING_FILE ${file} cannot be used. ${parsed.problems.join('; ')}.`);
  return parsed.shaping;
}
