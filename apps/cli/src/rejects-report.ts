import { type FileHandle, open } from 'node:fs/promises';
import path from 'node:path';
import { type ImportStatus, rejectsCsv } from '@hikyaku/audience';
import type { Db } from '@hikyaku/database';
import { Refusal } from './errors.ts';
import { reasonAlone } from './printable.ts';

/** A new file for the lines that an import does not take; without a name there is none. */
export type Report = AsyncDisposable & { handle: FileHandle | undefined; name: string };

const mostShown = 20;

/** Makes the file before the import begins, for its owner alone: it will hold addresses. */
export async function beginReport(folder: string, named: string | undefined): Promise<Report> {
  if (named === undefined) return { handle: undefined, name: '', [Symbol.asyncDispose]: async () => {} };
  try {
    const handle = await open(path.resolve(folder, named), 'wx', 0o600);
    return { handle, name: named, [Symbol.asyncDispose]: () => handle.close() };
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : 'unknown reason';
    const why = code === 'EEXIST' ? 'exists already; name a new one' : `cannot be made (${code})`;
    throw new Refusal(`The file "${named}" ${why}.`, { cause });
  }
}

/** Writes the lines into the file, values and all; or returns the first ones for the terminal, without the values. */
export async function writeRejects(db: Db, { id, rejected }: ImportStatus, report: Report): Promise<string[]> {
  if (report.handle !== undefined) {
    for await (const piece of rejectsCsv(db, id)) await report.handle.write(piece);
    return rejected === 0 ? [] : [`The rejected lines are in ${report.name}.`];
  }
  const rows = await db
    .selectFrom('import_rejects')
    .select(['line', 'reason'])
    .where('import_id', '=', id)
    .orderBy('line')
    .limit(mostShown)
    .execute();
  const lines = rows.map(({ line, reason }) => `Line ${line} is rejected: ${reasonAlone(reason)}`);
  return rejected > rows.length
    ? [...lines, `… and ${rejected - rows.length} more; --rejects <file> writes them all down.`]
    : lines;
}
