import { randomUUID } from 'node:crypto';
import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';

/** One file of a journal, named by the number of its first entry. */
export type Volume = { file: string; first: number };

/** Makes the folder, for its owner alone, on disk when it returns. */
export function makeFolder(folder: string): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  syncFolder(path.dirname(folder));
}

/** The journal's own name, made when it is first asked for; the database knows the journal by it. */
export function journalId(folder: string): string {
  const file = path.join(folder, 'id');
  const id = existsSync(file) ? readFileSync(file, 'utf8').trim() : '';
  if (/^[0-9a-f-]{36}$/.test(id)) return id;
  return renewJournalId(folder);
}

/** Gives the journal another name: what the database knows of the old one is not about this folder. */
export function renewJournalId(folder: string): string {
  const id = randomUUID();
  writeFileSync(path.join(folder, 'id'), `${id}\n`, { mode: 0o600, flush: true });
  syncFolder(folder);
  return id;
}

/** The volumes of a folder, oldest first. */
export function volumesIn(folder: string): Volume[] {
  return readdirSync(folder)
    .filter((name) => /^\d+\.log$/.test(name))
    .map((name) => ({ file: path.join(folder, name), first: Number.parseInt(name, 10) }))
    .sort((a, b) => a.first - b.first);
}

/** The path of the volume that begins with a number. */
export function volumeFile(folder: string, first: number): string {
  return path.join(folder, `${String(first).padStart(12, '0')}.log`);
}

/** Removes volumes. Should the machine stop before that is on disk, they come back, and are known to be carried out. */
export function removeVolumes(volumes: readonly Volume[]): void {
  for (const { file } of volumes) rmSync(file, { force: true });
}

/** Puts a folder's own list of files on disk: a file's content is safe only where its name is. */
export function syncFolder(folder: string): void {
  const descriptor = openSync(folder, 'r');
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}
