import { type FileHandle, open, readFile } from 'node:fs/promises';
import {
  journalId,
  makeFolder,
  removeVolumes,
  renewJournalId,
  syncFolder,
  type Volume,
  volumeFile,
  volumesIn,
} from './journal-folder.ts';
import { lockFolder } from './journal-lock.ts';
import { type Entry, type OptOut, readLines, writeLine } from './journal-line.ts';

/** Opt-outs on this machine's disk, in the order in which they were said, until the database has them. */
export type Journal = {
  /** By which the database knows it. */
  id(): string;
  /** Takes another name, when what the database knows under the present one is not about this folder. */
  rename(): void;
  /** Puts an opt-out on disk; resolves with its number when it is safe there, rejects when it may not be. */
  append(optOut: OptOut): Promise<number>;
  /** The highest number given out. */
  last(): number;
  /** The workspaces of whatever has not been forgotten, also of what is still on its way to the disk. */
  concerns(): string[];
  /** Safe entries after a number, in order; none when there are no more. */
  read(after: number, most: number): Promise<Entry[]>;
  /** How many entries after a number were safe once and cannot be read. */
  lost(after: number): number;
  /** Everything through a number is carried out: its volumes go. */
  forget(through: number): void;
  /** Waits for the disk and closes the file. */
  close(): Promise<void>;
};

type Waiting = { entry: Entry; resolve: (seq: number) => void; reject: (error: unknown) => void };

const rotateAtBytes = 1024 * 1024;

/**
 * Opens the journal in a folder and reads what is in it. Entries that arrive together share one write and one fsync; a volume whose
 * write or fsync failed is written to no more, since nobody can say what of it is on disk. Throws a JournalInUseError when another
 * process has the folder open.
 */
export async function openJournal(folder: string, { rotateAt = rotateAtBytes } = {}): Promise<Journal> {
  makeFolder(folder);
  const unlock = lockFolder(folder);
  const { newestOf, lost, ...found } = await readAll(folder);
  let { volumes, last } = found;
  let id = journalId(folder);
  let safe = last;
  let current: { handle: FileHandle; bytes: number } | undefined;
  let waiting: Waiting[] = [];
  let flushing: Promise<void> | undefined;

  async function flush(): Promise<void> {
    while (waiting.length > 0) {
      const group = waiting;
      waiting = [];
      try {
        await write(group.map(({ entry }) => entry));
        for (const { entry, resolve } of group) resolve(entry.seq);
      } catch (error) {
        await abandon();
        for (const { reject } of group) reject(error);
      }
    }
    flushing = undefined;
  }

  async function write(entries: readonly Entry[]): Promise<void> {
    const first = entries[0]?.seq ?? 0;
    if (current === undefined || current.bytes > rotateAt) await begin(first);
    if (current === undefined) return;
    // A line of its own, whatever an earlier process left unfinished in a volume of this name.
    const text = `${current.bytes === 0 ? '\n' : ''}${entries.map((entry) => writeLine(entry, safe)).join('')}`;
    const { bytesWritten } = await current.handle.write(text);
    if (bytesWritten < Buffer.byteLength(text))
      throw new Error(`Only ${bytesWritten} bytes of a journal were written.`);
    await current.handle.datasync();
    current.bytes += bytesWritten;
    safe = entries.at(-1)?.seq ?? safe;
  }

  async function begin(first: number): Promise<void> {
    await abandon();
    const volume = { file: volumeFile(folder, first), first };
    current = { handle: await open(volume.file, 'a', 0o600), bytes: 0 };
    syncFolder(folder);
    if (volumes.at(-1)?.first !== first) volumes.push(volume);
    safe = first - 1;
  }

  async function abandon(): Promise<void> {
    const { handle } = current ?? {};
    current = undefined;
    await handle?.close().catch(() => {});
  }

  return {
    id: () => id,
    rename: () => {
      id = renewJournalId(folder);
    },
    append(optOut) {
      last += 1;
      const entry = { seq: last, optOut };
      newestOf.set(optOut.person.workspaceId, last);
      return new Promise((resolve, reject) => {
        waiting.push({ entry, resolve, reject });
        // Whoever else arrives in this turn of the event loop shares the write.
        flushing ??= new Promise<void>((begin) => void setImmediate(begin)).then(flush);
      });
    },
    last: () => last,
    concerns: () => [...newestOf.keys()],
    async read(after, most) {
      await flushing;
      const entries: Entry[] = [];
      for (const [i, volume] of volumes.entries()) {
        const next = volumes[i + 1];
        if (next !== undefined && next.first <= after + 1) continue;
        const { entries: held } = readLines(await readFile(volume.file, 'utf8'), volume.first);
        entries.push(...held.filter(({ seq }) => seq > after));
        if (entries.length >= most) break;
      }
      return entries.slice(0, most);
    },
    lost: (after) => lost.filter((seq) => seq > after).length,
    forget(through) {
      for (const [workspaceId, newest] of newestOf) if (newest <= through) newestOf.delete(workspaceId);
      // The newest volume stays, if only for its name: it tells which numbers were given out.
      const done = volumes.filter((_, i) => (volumes[i + 1]?.first ?? Number.POSITIVE_INFINITY) <= through + 1);
      removeVolumes(done);
      volumes = volumes.filter((volume) => !done.includes(volume));
    },
    async close() {
      await flushing;
      await abandon();
      unlock();
    },
  };
}

/** What an earlier process left: its volumes, the highest number in them, and which workspaces they concern. */
async function readAll(folder: string) {
  const volumes: Volume[] = volumesIn(folder);
  const newestOf = new Map<string, number>();
  const lost: number[] = [];
  let last = 0;
  for (const { file, first } of volumes) {
    const volume = readLines(await readFile(file, 'utf8'), first);
    lost.push(...volume.lost);
    for (const { seq, optOut } of volume.entries) newestOf.set(optOut.person.workspaceId, seq);
    last = Math.max(last, first - 1, volume.entries.at(-1)?.seq ?? 0, volume.lost.at(-1) ?? 0);
  }
  return { volumes, newestOf, lost, last };
}
