/** What stands at a place in a CSV text: one record's values and where the next begins, or why there is none. */
export type ScannedRecord =
  | { kind: 'record'; values: string[]; next: number }
  | { kind: 'unfinished' }
  | { kind: 'broken'; reason: string };

/** A record longer than this, in UTF-16 units, is no record but an accident: a quotation mark left open, a wrong file. */
export const longestRecord = 65_536;

/**
 * Scans one record (RFC 4180) whose line ends are `\n`. A quotation mark opens a value only where the value begins; elsewhere it
 * is a letter like any other. `final` says that no more text will come.
 */
export function scanRecord(text: string, from: number, delimiter: string, final: boolean): ScannedRecord {
  const newline = text.indexOf('\n', from);
  if (newline < 0 && !final) return { kind: 'unfinished' };
  const lineEnd = newline < 0 ? text.length : newline;
  const line = text.slice(from, lineEnd);
  if (!line.includes('"')) return { kind: 'record', values: line.split(delimiter), next: lineEnd + 1 };

  const values: string[] = [];
  let at = from;
  for (;;) {
    const value = text[at] === '"' ? quotedValue(text, at, from, final) : bareValue(text, at, delimiter);
    if (value.kind !== 'value') return value;
    values.push(value.value);
    const after = text[value.end];
    if (after === undefined && !final) return { kind: 'unfinished' };
    if (after === undefined || after === '\n') return { kind: 'record', values, next: value.end + 1 };
    if (after !== delimiter) return { kind: 'broken', reason: 'Text follows a closing quotation mark.' };
    at = value.end + 1;
  }
}

type ScannedValue = { kind: 'value'; value: string; end: number } | Exclude<ScannedRecord, { kind: 'record' }>;

function quotedValue(text: string, open: number, recordStart: number, final: boolean): ScannedValue {
  let value = '';
  let at = open + 1;
  for (;;) {
    const quote = text.indexOf('"', at);
    if (quote < 0 || quote - recordStart > longestRecord) {
      const isOver = final || text.length - recordStart > longestRecord;
      return isOver ? { kind: 'broken', reason: 'A quotation mark opens and never closes.' } : { kind: 'unfinished' };
    }
    if (text[quote + 1] !== '"') return { kind: 'value', value: value + text.slice(at, quote), end: quote + 1 };
    value += text.slice(at, quote + 1);
    at = quote + 2;
  }
}

function bareValue(text: string, start: number, delimiter: string): ScannedValue {
  let end = start;
  while (end < text.length && text[end] !== delimiter && text[end] !== '\n') end++;
  return { kind: 'value', value: text.slice(start, end), end };
}
