import { openArchive } from './archive.ts';
import type { Archive } from './archive.ts';
import { openPage } from './http/server.ts';
import { silentLog } from './log.ts';
import type { Log } from './log.ts';
import { readScript } from './read-script.ts';
import { openReceiver } from './receiver.ts';
import type { RecordEntry } from './record-entry.ts';
import type { Stats } from './traffic.ts';

/** How a mailbox is set up; everything has a default that suits a test. */
export interface MailboxOptions {
  /** @default '127.0.0.1' */
  host?: string;
  /** @default 0, a free one */
  smtpPort?: number;
  /** @default 0, a free one */
  httpPort?: number;
  /** JSON as for PUT /api/script. @default accepts everything at once */
  script?: unknown;
  /** Raw sources of this many newest letters are kept. @default 1000 */
  keepSources?: number;
  /** Larger letters are refused with 552. @default 50 MiB */
  letterLimitBytes?: number;
  /** Memory for raw sources. @default 256 MiB */
  sourcesLimitBytes?: number;
  /** Memory for the record, about 400 bytes a transaction. @default 512 MiB */
  recordLimitBytes?: number;
  /** File that the record is appended to, and read back from. @default none */
  recordPath?: string;
  /** Milliseconds for letters that are still coming when the mailbox closes. @default 1000 */
  drainMs?: number;
  /** @default silent */
  log?: Log;
}

/** A running mail system in a box. */
export interface Mailbox {
  smtpPort: number;
  httpPort: number;
  /** Throws a RangeError with one sentence if the script cannot be understood. */
  setScript(json: unknown): void;
  stats(): Readonly<Stats>;
  /** The transactions after an id, oldest first. */
  record(after?: number): RecordEntry[];
  /** Raw bytes of a letter, null once it is no longer among the newest. */
  source(id: number): Buffer | null;
  /** Resolves as soon as the figures satisfy the condition; rejects after `timeoutMs` (default 10 s). */
  until(condition: (stats: Readonly<Stats>) => boolean, timeoutMs?: number): Promise<void>;
  /** Empties record and letters; ids go on. */
  clear(): void;
  close(): Promise<void>;
}

/** Starts receiver and page; rejects with Node's own error if a port cannot be had, and leaves nothing open then. */
export async function createMailbox(options: MailboxOptions = {}): Promise<Mailbox> {
  const { host = '127.0.0.1', log = silentLog } = options;
  const script = understood(options.script ?? {});
  const archive = await openArchive({
    recordPath: options.recordPath ?? null,
    recordLimitBytes: options.recordLimitBytes ?? 512 * 2 ** 20,
    keepSources: options.keepSources ?? 1000,
    sourcesLimitBytes: options.sourcesLimitBytes ?? 256 * 2 ** 20,
  });
  await using opened = new AsyncDisposableStack();
  opened.defer(() => archive.close());
  const receiver = await openReceiver({
    host,
    port: options.smtpPort ?? 0,
    script,
    archive,
    log,
    letterLimitBytes: options.letterLimitBytes ?? 50 * 2 ** 20,
    drainMs: options.drainMs ?? 1000,
  });
  opened.defer(() => receiver.close());
  const page = await openPage({ host, port: options.httpPort ?? 0, archive, receiver, log });
  opened.defer(() => page.close());
  const open = opened.move();

  return {
    smtpPort: receiver.port,
    httpPort: page.port,
    setScript: (json) => receiver.follow(understood(json)),
    stats: () => ({ ...archive.stats }),
    record: (after = 0) => [...archive.entries()].filter((entry) => entry.id > after).toReversed(),
    source: (id) => archive.source(id),
    until: (condition, timeoutMs = 10_000) => until(archive, condition, timeoutMs),
    clear: () => archive.clear(),
    close: () => open.disposeAsync(),
  };
}

function understood(json: unknown) {
  const read = readScript(json);
  if (!read.ok) throw new RangeError(read.problem);
  return read.script;
}

function until(archive: Archive, condition: (stats: Readonly<Stats>) => boolean, timeoutMs: number): Promise<void> {
  if (condition(archive.stats)) return Promise.resolve();
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      unwatch();
      reject(new Error(`the mailbox waited ${timeoutMs} ms in vain; it stands at ${JSON.stringify(archive.stats)}`));
    }, timeoutMs);
    const unwatch = archive.watch(() => {
      if (!condition(archive.stats)) return;
      clearTimeout(timer);
      unwatch();
      resolve();
    });
  });
}
