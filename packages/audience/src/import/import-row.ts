import { addressKey, parseAddress } from '@hikyaku/message';
import { type Fields, textProblem } from '../fields.ts';
import type { CsvHeader } from './csv-header.ts';

/**
 * A person as a file's record describes them; `email` in the wire's spelling. The key is text as Postgres reads bytea (`\\x…`):
 * a Buffer for each of a page's people was most of what an import held.
 */
export type ImportRow = { addressKey: string; email: string; fields: Fields };

/** Reads a record's values; blank ones say nothing, so they make no field. What was wrong is named with the value seen. */
export function readRow(
  pepper: Buffer,
  header: CsvHeader,
  values: readonly string[],
): { ok: true; row: ImportRow } | { ok: false; value: string; reason: string } {
  const written = values[header.emailColumn] ?? '';
  const parsed = parseAddress(written);
  if (!parsed.ok) return { ok: false, value: written, reason: parsed.reason };
  const entries: [string, string][] = [];
  for (const { column, name } of header.fields) {
    const value = values[column]?.trim() ?? '';
    if (value === '') continue;
    const problem = textProblem(value);
    if (problem !== undefined) return { ok: false, value, reason: `The field ${JSON.stringify(name)} ${problem}.` };
    entries.push([name, value]);
  }
  const key = `\\x${addressKey(pepper, parsed.address).toString('hex')}`;
  return { ok: true, row: { addressKey: key, email: parsed.address.envelope, fields: Object.fromEntries(entries) } };
}
