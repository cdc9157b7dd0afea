import { scanChosen } from './chosen-columns.ts';
import { type CsvHeader, scanHeader } from './csv-header.ts';
import { type CsvReader, type CsvRecord, csvReader } from './csv-reader.ts';
import { decodeText, type FileEncoding } from './text-decoding.ts';

/** Records that arrived together, under the file's header; or why reading ends here, in a sentence for whoever sent the file. */
export type FilePart<Header = CsvHeader> =
  | { kind: 'records'; header: Header; records: CsvRecord[] }
  | { kind: 'unusable'; reason: string };

/** What finds the header at the beginning of a text, or asks for more of it (`final`: there is no more). */
export type Scan<Header> = (
  text: string,
  final: boolean,
) =>
  | { kind: 'header'; header: Header; next: number; nextLine: number }
  | { kind: 'unfinished' }
  | { kind: 'unusable'; reason: string };

/** Reads a CSV file of people as it arrives: its encoding, its header (or the columns chosen for it), then its records. Nothing follows an `unusable` part. */
export function readFile(
  source: AsyncIterable<Uint8Array>,
  encoding: FileEncoding | 'auto',
  columns?: readonly string[],
): AsyncGenerator<FilePart> {
  return readRecords(source, encoding, columns === undefined ? scanHeader : scanChosen(columns));
}

/** Reads a CSV file under whatever header `scan` finds. */
export async function* readRecords<Header extends { delimiter: string; columns: number }>(
  source: AsyncIterable<Uint8Array>,
  encoding: FileEncoding | 'auto',
  scan: Scan<Header>,
): AsyncGenerator<FilePart<Header>> {
  let beginning = '';
  let open: OpenFile<Header> | undefined;
  try {
    for await (const text of decodeText(source, encoding)) {
      if (open === undefined) {
        beginning += text;
        const scanned = scan(beginning, false);
        if (scanned.kind === 'unusable') yield scanned;
        if (scanned.kind === 'unusable') return;
        if (scanned.kind === 'header') open = openFile(scanned);
        if (open !== undefined) yield part(open, open.reader.push(beginning.slice(open.start)));
      } else {
        yield part(open, open.reader.push(text));
      }
    }
  } catch {
    yield { kind: 'unusable', reason: brokenOff };
    return;
  }
  if (open === undefined) {
    const scanned = scan(beginning, true);
    if (scanned.kind !== 'header')
      yield { kind: 'unusable', reason: scanned.kind === 'unusable' ? scanned.reason : brokenOff };
    if (scanned.kind !== 'header') return;
    open = openFile(scanned);
    yield part(open, open.reader.push(beginning.slice(open.start)));
  }
  yield part(open, open.reader.end());
}

const brokenOff = 'The file broke off before its end; what was read is kept, and sending it again repeats nothing.';

type OpenFile<Header> = { header: Header; reader: CsvReader; start: number };

function openFile<Header extends { delimiter: string; columns: number }>({
  header,
  next,
  nextLine,
}: {
  header: Header;
  next: number;
  nextLine: number;
}): OpenFile<Header> {
  return { header, reader: csvReader({ ...header, firstLine: nextLine }), start: next };
}

function part<Header>(open: OpenFile<Header>, records: CsvRecord[]): FilePart<Header> {
  return { kind: 'records', header: open.header, records };
}
