import { parseAddress } from '@hikyaku/message';
import { scanTop } from './csv-header.ts';
import { type FilePart, readRecords, type Scan } from './read-file.ts';
import type { FileEncoding } from './text-decoding.ts';

/** The columns of a table, and what they were recognised as. */
export type TableHeader<Kind> = { delimiter: string; columns: number; kind: Kind };

/**
 * Reads any CSV table as it arrives (UTF-8 and UTF-16 with a byte order mark, Shift_JIS; commas, semicolons, tabs) whose column names
 * `recognise` knows. A file without a header, of one address a line, is read under the name `email`. Nothing follows an `unusable` part.
 */
export function readTable<Kind>(
  source: AsyncIterable<Uint8Array>,
  encoding: FileEncoding | 'auto',
  recognise: (columns: readonly string[]) => Kind | undefined,
): AsyncGenerator<FilePart<TableHeader<Kind>>> {
  return readRecords(source, encoding, scanFor(recognise));
}

function scanFor<Kind>(recognise: (columns: readonly string[]) => Kind | undefined): Scan<TableHeader<Kind>> {
  return (text, final) => {
    const top = scanTop(text, final);
    if (top.kind !== 'top') return top;
    for (const { delimiter, values, next } of top.readings) {
      const kind = recognise(values);
      if (kind === undefined) continue;
      const header = { delimiter, columns: values.length, kind };
      return { kind: 'header', header, next, nextLine: text.slice(0, next).split('\n').length };
    }
    const [only] = top.readings;
    const kind = recognise(['email']);
    if (kind !== undefined && only?.values.length === 1 && parseAddress(only.values[0] ?? '').ok) {
      const line = text.slice(0, top.from).split('\n').length;
      return {
        kind: 'header',
        header: { delimiter: only.delimiter, columns: 1, kind },
        next: top.from,
        nextLine: line,
      };
    }
    return { kind: 'unusable', reason: unknown(top.readings.map(({ values }) => values)) };
  };
}

function unknown(readings: readonly (readonly string[])[]): string {
  const columns = readings.reduce((most, values) => (values.length > most.length ? values : most), []);
  const person = columns.some((value) => parseAddress(value).ok);
  if (person) return 'The first line is a person already; put a line above it that names the columns, such as "email".';
  const named = columns.slice(0, 20).map((name) => JSON.stringify(name.trim().slice(0, 60)));
  return `No column holds addresses: the first line names ${named.join(', ')}; call one of them "email".`;
}
