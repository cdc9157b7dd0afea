import { parseAddress } from '@hikyaku/message';
import { fieldName, fieldNameProblem } from '../fields.ts';
import { isEmailName, readColumns, scanTop } from './csv-header.ts';
import { csvReader, type CsvRecord } from './csv-reader.ts';
import { readRow } from './import-row.ts';
import { decodeText, type FileEncoding, type FoundEncoding, foundEncoding } from './text-decoding.ts';

/** One column: what the first line calls it (null where that is a person already), and what it would be read as; '' leaves it out. */
export type PreviewColumn = { header: string | null; use: string };

/** One of the first lines, and why it would be rejected, if it would. */
export type PreviewRow = { line: number; values: string[]; problem: string | null };

/** How the beginning of a file is read: its encoding, its columns, its first lines. */
export type ImportPreview = { encoding: FoundEncoding; columns: PreviewColumn[]; rows: PreviewRow[] };

/** What is looked at: the beginning of a file (`whole`: all of it), and what somebody says of it against what it looks like. */
export type PreviewAsked = {
  sample: Uint8Array;
  whole: boolean;
  encoding?: FileEncoding | 'auto' | undefined;
  columns?: readonly string[] | undefined;
};

const mostRows = 20;

/** Reads the beginning of a file as an import would, and writes nothing. The answer's columns are what an import may be given. */
export async function previewImport(
  pepper: Buffer,
  { sample, whole, encoding = 'auto', columns }: PreviewAsked,
): Promise<{ ok: true; preview: ImportPreview } | { ok: false; reason: string }> {
  let text = '';
  for await (const piece of decodeText(only(sample), encoding)) text += piece;
  const top = scanTop(text, true);
  if (top.kind === 'unusable') return { ok: false, reason: top.reason };
  const reading = top.kind === 'top' ? mostTelling(top.readings) : undefined;
  if (top.kind !== 'top' || reading === undefined) return { ok: false, reason: noTable };
  const { delimiter, values, next } = reading;
  if (columns !== undefined && columns.length !== values.length) {
    return { ok: false, reason: `${columns.length} columns were named where the file has ${values.length}.` };
  }
  const isPerson = values.some((value) => parseAddress(value).ok);
  const from = isPerson ? top.from : next;
  const firstLine = text.slice(0, from).split('\n').length;
  const reader = csvReader({ delimiter, columns: values.length, firstLine });
  const records = [...reader.push(text.slice(from)), ...(whole ? reader.end() : [])].slice(0, mostRows);
  const uses = columns ?? suggested(values, isPerson, records);
  const header = readColumns(uses, delimiter);
  const problemOf = (record: CsvRecord): string | null => {
    if (!record.ok) return record.reason;
    if (typeof header === 'string' || header.emailColumn < 0) return null;
    const row = readRow(pepper, header, record.values);
    return row.ok ? null : row.reason;
  };
  return {
    ok: true,
    preview: {
      encoding: encoding === 'auto' ? foundEncoding(sample) : encoding,
      columns: values.map((value, at) => ({ header: isPerson ? null : value.trim(), use: uses[at] ?? '' })),
      rows: records.map((record) => ({
        line: record.line,
        values: record.ok ? record.values : [record.value],
        problem: problemOf(record),
      })),
    },
  };
}

const noTable = 'The file cannot be read as lines of values; save it as CSV UTF-8 and try again.';

async function* only(sample: Uint8Array): AsyncGenerator<Uint8Array> {
  yield sample;
}

type Reading = { delimiter: string; values: string[]; next: number };

/** The delimiter by which a column is called email, else the one that makes most columns. */
function mostTelling(readings: readonly Reading[]): Reading | undefined {
  const named = readings.find(({ values }) => values.some(isEmailName));
  return named ?? readings.toSorted((a, b) => b.values.length - a.values.length)[0];
}

/** `email` for the column called so, else for the one that holds most addresses; fields for those whose names can be kept, once each. */
function suggested(values: readonly string[], isPerson: boolean, records: readonly CsvRecord[]): string[] {
  const named = isPerson ? -1 : values.findIndex(isEmailName);
  const emailAt = named >= 0 ? named : mostAddresses(values, records);
  const taken = new Set<string>();
  return values.map((value, at) => {
    if (at === emailAt) return 'email';
    const name = isPerson ? '' : fieldName(value);
    if (name === '' || isEmailName(name) || fieldNameProblem(name) !== undefined || taken.has(name)) return '';
    taken.add(name);
    return name;
  });
}

function mostAddresses(values: readonly string[], records: readonly CsvRecord[]): number {
  const lines = [values, ...records.flatMap((record) => (record.ok ? [record.values] : []))];
  const counts = values.map((_, at) => lines.filter((line) => parseAddress(line[at] ?? '').ok).length);
  const most = Math.max(...counts);
  return most === 0 ? -1 : counts.indexOf(most);
}
