import { parseAddress } from '@hikyaku/message';
import { readColumns, scanTop } from './csv-header.ts';
import type { CsvHeader } from './csv-header.ts';
import type { Scan } from './read-file.ts';

/** Why these names are none for the columns of a file, in a sentence; undefined when one of them is `email` and the rest are fields or ''. */
export function columnsProblem(columns: readonly string[]): string | undefined {
  const header = readColumns(columns, ',');
  if (typeof header === 'string') return header;
  return header.emailColumn < 0 ? 'No column is chosen for the address; name one of them "email".' : undefined;
}

/**
 * Reads a file by names that somebody chose for its columns, whatever its first line calls them; '' leaves a column out. Where the first
 * line has an address in the column of addresses it is a person like the rest, and no header.
 */
export function scanChosen(columns: readonly string[]): Scan<CsvHeader> {
  return (text, final) => {
    const top = scanTop(text, final);
    if (top.kind !== 'top') return top;
    const reading = top.readings.find(({ values }) => values.length === columns.length);
    if (reading === undefined) {
      const seen = Math.max(...top.readings.map(({ values }) => values.length));
      const reason = `The first line has ${seen} columns where ${columns.length} were named; choose the columns again.`;
      return { kind: 'unusable', reason };
    }
    const { delimiter, values, next } = reading;
    const header = readColumns(columns, delimiter);
    if (typeof header === 'string') return { kind: 'unusable', reason: header };
    const from = parseAddress(values[header.emailColumn] ?? '').ok ? top.from : next;
    return { kind: 'header', header, next: from, nextLine: text.slice(0, from).split('\n').length };
  };
}
