import { closeSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
import path from 'node:path';

/** Another process keeps the journal of this folder. */
export class JournalInUseError extends Error {
  constructor(folder: string, owner: string) {
    super(
      `The opt-out journal in ${folder} is kept by another process (${owner.split('@')[0]}): give each unsubscribe process a STATE_DIR of its own.`,
    );
    this.name = 'JournalInUseError';
  }
}

/** Takes a folder for this process; the function it returns gives it back. A process that is no more has none, however it ended. */
export function lockFolder(folder: string): () => void {
  const file = path.join(folder, 'keeper');
  const me = nameOf(process.pid) ?? `${process.pid}@0`;
  for (;;) {
    if (wrote(file, me)) return () => rmSync(file, { force: true });
    const owner = textOf(file)?.trim() ?? '';
    if (owner === me || nameOf(Number(owner.split('@')[0])) === owner) throw new JournalInUseError(folder, owner);
    rmSync(file, { force: true });
  }
}

function wrote(file: string, text: string): boolean {
  try {
    const descriptor = openSync(file, 'wx', 0o600);
    writeSync(descriptor, text);
    closeSync(descriptor);
    return true;
  } catch (error) {
    if (typeof error === 'object' && error !== null && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  }
}

/** pid and start time, as Linux tells them: a number alone may by now belong to another process. Undefined when there is no such process. */
function nameOf(pid: number): string | undefined {
  const stat = textOf(`/proc/${pid}/stat`);
  const fields = stat?.slice(stat.lastIndexOf(')') + 2).split(' ');
  if (fields === undefined || fields[0] === 'Z' || fields[0] === 'X') return undefined;
  return `${pid}@${fields[19]}`;
}

function textOf(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}
