import { type CsvHeader, type ScannedHeader, scanHeader } from './csv-header.ts';
import { type CsvReader, type CsvRecord, csvReader } from './csv-reader.ts';
import { decodeText, type FileEncoding } from './text-decoding.ts';

/** Records that arrived together, under the file's header; or why reading ends here, in a sentence for whoever sent the file. */
export type FilePart =
  | { kind: 'records'; header: CsvHeader; records: CsvRecord[] }
  | { kind: 'unusable'; reason: string };

/** Reads a CSV file as it arrives: its encoding, its header, then its records. Nothing follows an `unusable` part. */
export async function* readFile(
  source: AsyncIterable<Uint8Array>,
  encoding: FileEncoding | 'auto',
): AsyncGenerator<FilePart> {
  let beginning = '';
  let open: OpenFile | undefined;
  try {
    for await (const text of decodeText(source, encoding)) {
      if (open === undefined) {
        beginning += text;
        const scanned = scanHeader(beginning, false);
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
    const scanned = scanHeader(beginning, true);
    if (scanned.kind !== 'header')
      yield { kind: 'unusable', reason: scanned.kind === 'unusable' ? scanned.reason : brokenOff };
    if (scanned.kind !== 'header') return;
    open = openFile(scanned);
    yield part(open, open.reader.push(beginning.slice(open.start)));
  }
  yield part(open, open.reader.end());
}

const brokenOff = 'The file broke off before its end; what was read is kept, and sending it again repeats nothing.';

type OpenFile = { header: CsvHeader; reader: CsvReader; start: number };

function openFile({ header, next, nextLine }: Extract<ScannedHeader, { kind: 'header' }>): OpenFile {
  return { header, reader: csvReader({ ...header, firstLine: nextLine }), start: next };
}

function part(open: OpenFile, records: CsvRecord[]): FilePart {
  return { kind: 'records', header: open.header, records };
}
