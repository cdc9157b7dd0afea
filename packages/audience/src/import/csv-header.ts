import { parseAddress } from '@hikyaku/message';
import { fieldName, fieldNameProblem } from '../fields.ts';
import { longestRecord, scanRecord } from './csv-record.ts';
import { unreadable } from './text-decoding.ts';

/** What the first line of a file says: what separates values, where the address stands, which field each other column is. */
export type CsvHeader = {
  delimiter: string;
  columns: number;
  emailColumn: number;
  /** A column without a name is left out. */
  fields: { column: number; name: string }[];
};

/** The header, with where the records begin (index and line); or that more text is needed; or why the file cannot be read. */
export type ScannedHeader =
  | { kind: 'header'; header: CsvHeader; next: number; nextLine: number }
  | { kind: 'unfinished' }
  | { kind: 'unusable'; reason: string };

const delimiters = [',', ';', '\t'] as const;
const emailNames = new Set(['email', 'e-mail', 'メール', 'メールアドレス']);
const mostColumns = 200;

/** Reads the header at the beginning of a text, past blank lines. Commas, semicolons and tabs are told apart by the `email` column. */
export function scanHeader(text: string, final: boolean): ScannedHeader {
  const top = scanTop(text, final);
  if (top.kind !== 'top') return top;
  const reading = top.readings.find(({ values }) => values.some(isEmailName));
  if (reading === undefined) return unusable(noEmailColumn(top.readings.map(({ values }) => values)));

  const { delimiter, values, next } = reading;
  const header = readColumns(values, delimiter);
  if (typeof header === 'string') return unusable(header);
  return { kind: 'header', header, next, nextLine: text.slice(0, next).split('\n').length };
}

/** The first record as each delimiter reads it; `from` is where it begins. */
export type ScannedTop =
  | { kind: 'top'; from: number; readings: { delimiter: string; values: string[]; next: number }[] }
  | Exclude<ScannedHeader, { kind: 'header' }>;

/** Reads the first record of a text, past blank lines, whatever it is. */
export function scanTop(text: string, final: boolean): ScannedTop {
  const start = /\S/.exec(text)?.index ?? text.length;
  // A tab is white space, and may be the first column's delimiter: back to the beginning of its line.
  const from = text.lastIndexOf('\n', start) + 1;
  if (start === text.length) return final || start > longestRecord ? unusable(empty) : { kind: 'unfinished' };
  const newline = text.indexOf('\n', from);
  const firstLine = text.slice(from, newline < 0 ? text.length : newline);
  if (firstLine.includes('\0')) return unusable(notText);
  if (firstLine.includes(unreadable)) return unusable(wrongEncoding);

  const scans = delimiters.map((delimiter) => ({ delimiter, scanned: scanRecord(text, from, delimiter, final) }));
  if (scans.some(({ scanned }) => scanned.kind === 'unfinished')) {
    return text.length - from > longestRecord ? unusable(endless) : { kind: 'unfinished' };
  }
  const readings = scans.flatMap(({ delimiter, scanned }) =>
    scanned.kind === 'record' ? { delimiter, ...scanned } : [],
  );
  return { kind: 'top', from, readings };
}

const empty = 'The file is empty; its first line must name the columns, one of them "email".';
const notText = 'The file holds NUL characters, so it is no CSV text; export it as "CSV UTF-8".';
const wrongEncoding =
  "The first line holds bytes that mean nothing in the file's encoding; save the file as UTF-8 and send it again.";
const endless = `The first line is longer than ${longestRecord} characters, so this is no CSV file with a header.`;

/** Whether a column's name says that it holds the address. */
export function isEmailName(name: string): boolean {
  return emailNames.has(name.trim().normalize('NFKC').toLowerCase());
}

function noEmailColumn(readings: string[][]): string {
  const columns = readings.reduce((most, values) => (values.length > most.length ? values : most), []);
  const person = columns.find((value) => parseAddress(value).ok);
  if (person !== undefined) {
    return `The first line is a person already (${shown(person)}); put a line above it that names the columns, such as "email".`;
  }
  const other = columns.length === 1 ? /[|:]/.exec(columns[0] ?? '')?.[0] : undefined;
  const advice = other === undefined ? '' : ` Columns seem to be separated by "${other}"; use a comma.`;
  return `No column is called "email"; the first line names ${columns.slice(0, 20).map(shown).join(', ')}.${advice}`;
}

/** The columns under their names, one of which should be that of the address (else `emailColumn` is -1); or what is wrong with them. */
export function readColumns(values: readonly string[], delimiter: string): CsvHeader | string {
  if (values.length > mostColumns) return `There are ${values.length} columns; at most ${mostColumns} are allowed.`;
  if (values.filter(isEmailName).length > 1) return 'Two columns are called "email"; keep one.';
  const named = values.map((value, column) => ({ column, name: fieldName(value) })).filter(({ name }) => name !== '');
  const fields = named.filter(({ name }) => !isEmailName(name));
  const seen = new Set<string>();
  for (const { name } of fields) {
    const problem = fieldNameProblem(name);
    if (problem !== undefined) return problem;
    if (seen.has(name)) return `Two columns are called ${shown(name)}; rename one.`;
    seen.add(name);
  }
  return { delimiter, columns: values.length, emailColumn: values.findIndex(isEmailName), fields };
}

function shown(value: string): string {
  return JSON.stringify(value.trim().slice(0, 60));
}

function unusable(reason: string): { kind: 'unusable'; reason: string } {
  return { kind: 'unusable', reason };
}
