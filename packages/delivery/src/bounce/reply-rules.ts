import { readFileSync } from 'node:fs';
import { parseRules } from './parse-rules.ts';
import type { ReplyRule } from './classify.ts';

/** The project's own table, read and checked once when a process loads it: a mistake in it ends the process with its line. */
export const replyRules: readonly ReplyRule[] = readTable(new URL('bounce-rules.tsv', import.meta.url));

function readTable(file: URL): readonly ReplyRule[] {
  const parsed = parseRules(readFileSync(file, 'utf8'));
  if (!parsed.ok) throw new Error(`bounce-rules.tsv cannot be used. ${parsed.problems.join('; ')}.`);
  return parsed.rules;
}
