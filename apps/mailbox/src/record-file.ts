import {
  closeSync,
  createReadStream,
  existsSync,
  ftruncateSync,
  openSync,
  readSync,
  fstatSync,
  writeSync,
} from 'node:fs';
import { createInterface } from 'node:readline';

/** The record on disk, one JSON line per transaction. */
export interface RecordFile {
  /** Written before the reply is given, by a plain write: it survives the death of this process. */
  append(line: string): void;
  lines(): AsyncIterable<string>;
  clear(): void;
  close(): void;
}

/** Opens or creates the file; a last line that a killed process left unfinished is closed off. */
export function openRecordFile(path: string): RecordFile {
  const fd = openSync(path, 'a+');
  if (!endsWithNewline(fd)) writeSync(fd, '\n');
  return {
    append: (line) => void writeSync(fd, line),
    lines: () => readLines(path),
    clear: () => ftruncateSync(fd, 0),
    close: () => closeSync(fd),
  };
}

function endsWithNewline(fd: number): boolean {
  const { size } = fstatSync(fd);
  const last = Buffer.alloc(1);
  return size === 0 || (readSync(fd, last, 0, 1, size - 1) === 1 && last[0] === 0x0a);
}

async function* readLines(path: string): AsyncGenerator<string> {
  if (!existsSync(path)) return;
  yield* createInterface({ input: createReadStream(path, 'utf8'), crlfDelay: Number.POSITIVE_INFINITY });
}
