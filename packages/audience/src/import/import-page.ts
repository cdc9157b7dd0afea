import type { ImportRow } from './import-row.ts';

/** A line of the file that was not imported, and why. */
export type Reject = { line: number; value: string; reason: string };

/** What one transaction writes: each person once, the rejected lines, and how many records that was. */
export type ImportPage = {
  rows: number;
  people: Map<string, ImportRow>;
  rejects: Reject[];
  sizeChars: number;
};

const mostRecords = 5_000;
const mostChars = 1_000_000;

/** A page with nothing on it. */
export function emptyPage(): ImportPage {
  return { rows: 0, people: new Map(), rejects: [], sizeChars: 0 };
}

/** Whether it is time to write: 5,000 records, or a million characters of them. */
export function isFull(page: ImportPage): boolean {
  return page.rows >= mostRecords || page.sizeChars >= mostChars;
}

/** Puts a person on the page. Who is on it already keeps the first spelling, and gets the later values. */
export function addRow(page: ImportPage, row: ImportRow): void {
  const known = page.people.get(row.addressKey);
  page.people.set(row.addressKey, known === undefined ? row : { ...known, fields: { ...known.fields, ...row.fields } });
  page.rows += 1;
  for (const value of Object.values(row.fields)) page.sizeChars += String(value).length;
}

/** Puts a rejected line on the page; its value is clipped to 200 characters. */
export function addReject(page: ImportPage, reject: Reject): void {
  const value = reject.value.slice(0, 200).toWellFormed().replaceAll('\0', '␀');
  page.rejects.push({ ...reject, value });
  page.rows += 1;
}
