import { longestRecord, scanRecord } from './csv-record.ts';
import { unreadable } from './text-decoding.ts';

/** One record of a file, or the line it should have been and why it is none. Lines count from 1, as an editor shows them. */
export type CsvRecord =
  | { ok: true; line: number; values: string[] }
  | { ok: false; line: number; value: string; reason: string };

/** Takes text as it comes, in any pieces, and gives the records that are complete; blank ones are passed over. */
export type CsvReader = { push(text: string): CsvRecord[]; end(): CsvRecord[] };

const longestShown = 200;

/**
 * Reads the records below a header of so many columns. A record that cannot be read costs its first line alone: reading goes on
 * with the next line, so that a quotation mark left open does not swallow the file. Holds one unfinished record, at most.
 */
export function csvReader(options: { delimiter: string; columns: number; firstLine: number }): CsvReader {
  const { delimiter, columns } = options;
  let line = options.firstLine;
  let text = '';
  /** The beginning of a line that was too long before it ended; the rest of it is thrown away as it comes. */
  let endless: string | undefined;

  function read(final: boolean): CsvRecord[] {
    const records: CsvRecord[] = [];
    let from = 0;
    while (from < text.length) {
      const scanned = scanRecord(text, from, delimiter, final);
      if (scanned.kind === 'unfinished' && text.length - from <= longestRecord) break;
      const lineEnd = endOfLine(text, from);
      if (scanned.kind === 'unfinished' && lineEnd === text.length) {
        endless = text.slice(from, from + longestShown);
        from = text.length;
        break;
      }
      const end = scanned.kind === 'record' ? scanned.next - 1 : lineEnd;
      const reason = scanned.kind === 'record' ? problem(scanned.values, text.slice(from, end)) : broken(scanned);
      if (reason !== undefined) {
        records.push(rejected(line, text.slice(from, lineEnd), reason));
        from = lineEnd + 1;
        line += 1;
        continue;
      }
      if (scanned.kind === 'record' && scanned.values.some((value) => value.trim() !== '')) {
        records.push({ ok: true, line, values: scanned.values });
      }
      line += 1 + (end === lineEnd ? 0 : newlines(text, from, end));
      from = end + 1;
    }
    text = text.slice(from);
    return records;
  }

  function problem(values: string[], raw: string): string | undefined {
    if (raw.length > longestRecord) return tooLong;
    if (raw.includes('\0')) return 'It holds a NUL character.';
    if (raw.includes(unreadable)) return "It holds bytes that mean nothing in the file's encoding.";
    if (values.slice(columns).some((value) => value.trim() !== '')) {
      return `It has ${values.length} values where the header has ${columns}.`;
    }
    return undefined;
  }

  /** The end of a line that was too long: what follows it, or nothing yet. */
  function passEndless(final: boolean): CsvRecord[] {
    if (endless === undefined) return [];
    const newline = text.indexOf('\n');
    if (newline < 0 && !final) {
      text = '';
      return [];
    }
    const record = rejected(line, endless, tooLong);
    endless = undefined;
    line += 1;
    text = newline < 0 ? '' : text.slice(newline + 1);
    return [record];
  }

  return {
    push(more) {
      text += more;
      return [...passEndless(false), ...(endless === undefined ? read(false) : [])];
    },
    end() {
      return [...passEndless(true), ...read(true)];
    },
  };
}

const tooLong = `It is longer than ${longestRecord} characters.`;

function broken(scanned: { kind: 'unfinished' } | { kind: 'broken'; reason: string }): string {
  return scanned.kind === 'broken' ? scanned.reason : tooLong;
}

/** A line as the report of rejected lines keeps it: its first 200 characters, NUL made visible. */
function rejected(line: number, value: string, reason: string): CsvRecord {
  const shown = value.slice(0, longestShown).toWellFormed().replaceAll('\0', '␀');
  return { ok: false, line, value: shown, reason };
}

function endOfLine(text: string, from: number): number {
  const newline = text.indexOf('\n', from);
  return newline < 0 ? text.length : newline;
}

function newlines(text: string, from: number, end: number): number {
  let count = 0;
  for (let at = text.indexOf('\n', from); at >= 0 && at < end; at = text.indexOf('\n', at + 1)) count++;
  return count;
}
