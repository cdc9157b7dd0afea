import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { identityOf } from './process-identity.ts';

/** A process as written down: its id, what tells it from a later one with the same id, and how it is asked to stop. */
export type Recorded = { name: string; pid: number; identity: string; signal: NodeJS.Signals; stage: number };

/** What one run of a command has started, on disk, so that whoever finds it abandoned can stop it. */
export type RunRecord = {
  readonly folder: string;
  /** Higher stages are stopped first. A group is signalled as a whole. */
  remember(name: string, pid: number, signal: NodeJS.Signals, stage: number): void;
  forget(name: string): void;
  remove(): void;
};

/** Opens the record of this process, inside the folder of all runs. `alsoRemove` is a throw-away folder that ends with the run. */
export function openRunRecord(runs: string, options: { alsoRemove?: string } = {}): RunRecord {
  const folder = path.join(runs, String(process.pid));
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const write = (name: string, content: unknown): void => {
    // Renamed into place: a reader never sees half a file.
    writeFileSync(path.join(folder, `.${name}`), JSON.stringify(content), { mode: 0o600 });
    renameSync(path.join(folder, `.${name}`), path.join(folder, name));
  };
  write(ownerFile, { pid: process.pid, identity: identityOf(process.pid) ?? '', alsoRemove: options.alsoRemove });
  return {
    folder,
    remember: (name, pid, signal, stage) => {
      const identity = identityOf(pid);
      if (identity) write(`${name}.child`, { name, pid, identity, signal, stage } satisfies Recorded);
    },
    forget: (name) => rmSync(path.join(folder, `${name}.child`), { force: true }),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** The process that opened a record, and whether it still runs. */
export function ownerOf(folder: string): { pid: number; alive: boolean; alsoRemove: string | undefined } {
  const owner = read(path.join(folder, ownerFile));
  const pid = Number(owner['pid'] ?? 0);
  const alive = pid > 0 && identityOf(pid) !== undefined && identityOf(pid) === owner['identity'];
  return { pid, alive, alsoRemove: typeof owner['alsoRemove'] === 'string' ? owner['alsoRemove'] : undefined };
}

/** The recorded processes that still run and are really those that were written down. */
export function stillRunning(folder: string): Recorded[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.child'))
    .map((name) => toRecorded(read(path.join(folder, name))))
    .filter((recorded) => recorded.pid > 0 && identityOf(recorded.pid) === recorded.identity);
}

const ownerFile = 'owner';

function toRecorded(fields: Record<string, unknown>): Recorded {
  return {
    name: String(fields['name']),
    pid: Number(fields['pid'] ?? 0),
    identity: String(fields['identity']),
    signal: fields['signal'] === 'SIGINT' ? 'SIGINT' : 'SIGTERM',
    stage: Number(fields['stage'] ?? 0),
  };
}

function read(file: string): Record<string, unknown> {
  try {
    const content: unknown = JSON.parse(readFileSync(file, 'utf8'));
    return typeof content === 'object' && content !== null ? { ...content } : {};
  } catch {
    return {};
  }
}
