import { readLanes } from './read-lanes.ts';
import { readTables, type Tell } from './read-tables.ts';
import { readTriggers } from './read-triggers.ts';
import type { Shaping } from './shaping.ts';

/** A file read; or every mistake in it, each by its line. */
export type ParsedShaping = { ok: true; shaping: Shaping } | { ok: false; problems: string[] };

const columns = {
  lane: ['lane', 'domains', 'mx', 'connections', 'letters per connection', 'letters per second', 'source'],
  trigger: ['trigger', 'code', 'enhanced', 'text', 'per hour', 'action', 'for', 'example', 'source'],
};

/**
 * Reads a file of lanes and triggers and lays it over `base`: a lane's row replaces the one of the same name, cell by cell where it
 * does not say `=`; a domain or mail host that it names leaves any other lane; triggers are asked before those of `base`. `agreed`: the file is an operator's.
 */
export function parseShaping(text: string, base: Shaping, { agreed }: { agreed: boolean }): ParsedShaping {
  const problems: string[] = [];
  const tell: Tell = (line, problem) => {
    problems.push(`line ${line}: ${problem}`);
  };
  const tables = readTables(text, columns, tell);
  const lanes = readLanes(tables.get('lane') ?? [], base, agreed, tell);
  const triggers = readTriggers(tables.get('trigger') ?? [], lanes, tell);
  if (problems.length > 0) return { ok: false, problems };
  return { ok: true, shaping: { lanes, triggers: [...triggers, ...base.triggers] } };
}
