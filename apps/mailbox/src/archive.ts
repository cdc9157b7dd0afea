import { createLetterStore } from './letter-store.ts';
import { createLineArchive } from './line-archive.ts';
import { entryLine, readEntryLine } from './record-entry.ts';
import type { RecordEntry } from './record-entry.ts';
import { openRecordFile } from './record-file.ts';
import { noTraffic, resetTotals } from './traffic.ts';
import type { Stats } from './traffic.ts';

/** Everything the mailbox remembers: the record, the newest sources, the counters. */
export interface Archive {
  stats: Stats;
  /** Writes a transaction down and gives it the next id; throws if the record file cannot be written. */
  add(entry: Omit<RecordEntry, 'id'>, source: Buffer | null): RecordEntry;
  entry(id: number): RecordEntry | null;
  source(id: number): Buffer | null;
  /** Newest first. */
  entries(): Generator<RecordEntry>;
  /** The record's JSON lines after an id, oldest first. */
  linesAfter(id: number): Generator<Buffer>;
  /** Tells the watchers that a live figure of `stats` has changed. */
  changed(): void;
  /** Calls back after every new entry and change, until the returned function is called. */
  watch(listener: () => void): () => void;
  /** Empties record, record file and sources; ids go on. */
  clear(): void;
  close(): void;
}

/** How much is remembered. */
export interface ArchiveOptions {
  recordPath: string | null;
  recordLimitBytes: number;
  keepSources: number;
  sourcesLimitBytes: number;
}

/** Opens the archive; what a record file already holds is read back. */
export async function openArchive(options: ArchiveOptions): Promise<Archive> {
  const lines = createLineArchive(options.recordLimitBytes);
  const sources = createLetterStore(options.keepSources, options.sourcesLimitBytes);
  const file = options.recordPath === null ? null : openRecordFile(options.recordPath);
  const stats = noTraffic();
  const listeners = new Set<() => void>();

  for await (const line of file?.lines() ?? []) {
    const entry = readEntryLine(line);
    if (!entry || entry.id <= stats.lastId) continue;
    lines.append(entry.id, entryLine(entry));
    count(stats, entry);
  }

  const changed = (): void => {
    for (const listener of listeners) listener();
  };

  return {
    stats,
    changed,
    add(fields, source) {
      const entry: RecordEntry = { id: stats.lastId + 1, ...fields };
      const line = entryLine(entry);
      file?.append(line);
      lines.append(entry.id, line);
      count(stats, entry);
      if (source && entry.kept) sources.put(entry.id, source);
      changed();
      return entry;
    },
    entry(id) {
      const line = lines.find(id);
      return line === null ? null : readEntryLine(line);
    },
    source: (id) => sources.source(id),
    *entries() {
      for (const line of lines.newestFirst()) {
        const entry = readEntryLine(line);
        if (entry) yield entry;
      }
    },
    linesAfter: (id) => lines.after(id),
    watch(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    clear() {
      lines.clear();
      sources.clear();
      file?.clear();
      resetTotals(stats);
      changed();
    },
    close: () => file?.close(),
  };
}

function count(stats: Stats, entry: RecordEntry): void {
  stats.lastId = entry.id;
  if (entry.reply === null) stats.dropped += 1;
  else if (entry.reply.startsWith('2')) stats.accepted += 1;
  else stats.refused += 1;
}
