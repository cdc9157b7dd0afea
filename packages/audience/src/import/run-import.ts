import { setImmediate } from 'node:timers/promises';
import type { Db } from '@hikyaku/database';
import { record } from '@hikyaku/events';
import { sql } from 'kysely';
import { addReject, addRow, emptyPage, isFull } from './import-page.ts';
import { readRow } from './import-row.ts';
import { type ImportStatus, importStatus } from './import-status.ts';
import { readFile } from './read-file.ts';
import type { FileEncoding } from './text-decoding.ts';
import type { ImportTarget } from './import-target.ts';
import { closeStoppedPeople, openStoppedPeople } from './stopped-people.ts';
import { mostRejectsKept, writePage } from './write-page.ts';

/** An open import and the file's bytes; a Node stream will do. `columns` names them one by one, whatever the file's first line says. */
export type ImportFile = {
  workspaceId: string;
  importId: string;
  stream: AsyncIterable<Uint8Array>;
  encoding?: FileEncoding | 'auto' | undefined;
  columns?: readonly string[] | undefined;
};

/**
 * Reads the file to its end in pages of 5,000 records, keeping the import's row up to date, and answers how it ended; undefined
 * when the workspace has no such import. Needs a pool, of which it holds one connection. A file that cannot be read is a failed
 * import; a database that cannot be reached throws. Running a file again harms nothing: there is one contact per address.
 */
export async function runImport(db: Db, pepper: Buffer, file: ImportFile): Promise<ImportStatus | undefined> {
  await db.connection().execute(async (session) => {
    const target = await claim(session, file);
    if (target === undefined) return;
    try {
      await openStoppedPeople(session);
      const failure = await importFile(session, pepper, target, file);
      await finish(session, target, failure);
    } catch (error) {
      // The connection may be what failed; then the import stays `running` until failInterruptedImports finds it.
      await finish(session, target, 'The import stopped because of an error on our side; send the file again.').catch(
        () => {},
      );
      throw error;
    } finally {
      await closeStoppedPeople(session).catch(() => {});
      await sql`select pg_advisory_unlock(${target.id}::bigint)`.execute(session).catch(() => {});
    }
  });
  return importStatus(db, file.workspaceId, file.importId);
}

/**
 * Marks as failed the imports whose process died, for a process to call as it starts; returns how many. An import that is being
 * read somewhere is left alone: its connection holds a lock.
 */
export async function failInterruptedImports(db: Db): Promise<number> {
  const { rows } = await sql`
    with running as materialized (select id from imports where status = 'running' and kind = 'contacts')
    update imports i
    set status = 'failed', finished_at = clock_timestamp(),
        failure = 'The import was interrupted; what was read is kept, and sending the file again repeats nothing.'
    from running r
    where i.id = r.id and i.status = 'running' and pg_try_advisory_xact_lock(r.id)
    returning i.id
  `.execute(db);
  return rows.length;
}

/** Takes the import for this session, if it is still to be run and nobody runs it. */
async function claim(db: Db, file: ImportFile): Promise<ImportTarget | undefined> {
  const { rows } = await sql<ImportTarget>`
    with mine as materialized (
      select id, workspace_id, list_id, basis, source from imports
      where id = ${file.importId} and workspace_id = ${file.workspaceId} and kind = 'contacts' and status = 'running' and rows = 0
    )
    select id, workspace_id as "workspaceId", list_id as "listId", basis, source
    from mine where pg_try_advisory_lock(id)
  `.execute(db);
  return rows[0];
}

/** Reads the file and writes its pages; while Postgres writes one, the next is read. Nothing is being written any more when this ends. */
async function importFile(db: Db, pepper: Buffer, target: ImportTarget, file: ImportFile): Promise<string | undefined> {
  let page = emptyPage();
  let rejects = 0;
  let writing = Promise.resolve();
  const flush = async () => {
    await writing;
    writing = writePage(db, target, page, Math.min(rejects, mostRejectsKept));
    // A failure is met where the page is waited for; until then it is nobody's.
    writing.catch(() => {});
    rejects += page.rejects.length;
    page = emptyPage();
  };
  let failure: string | undefined;
  try {
    for await (const part of readFile(file.stream, file.encoding ?? 'auto', file.columns)) {
      if (part.kind === 'unusable') {
        failure = part.reason;
        break;
      }
      for (const line of part.records) {
        const read = line.ok ? readRow(pepper, part.header, line.values) : line;
        if (read.ok) addRow(page, read.row);
        else addReject(page, { line: line.line, value: read.value, reason: read.reason });
        if (isFull(page)) await flush();
      }
      // What has come from Postgres, and whoever else this process serves, has its turn between two pieces of 16 KiB.
      await setImmediate();
    }
    if (page.rows > 0) await flush();
  } finally {
    await writing;
  }
  return failure;
}

async function finish(db: Db, target: ImportTarget, failure: string | undefined): Promise<void> {
  await db.transaction().execute(async (tx) => {
    const row = await tx
      .updateTable('imports')
      .set({
        status: failure === undefined ? 'finished' : 'failed',
        failure: failure ?? null,
        finished_at: sql`clock_timestamp()`,
      })
      .where('id', '=', target.id)
      .where('status', '=', 'running')
      .returning(['rows', 'added', 'updated', 'rejected', 'still_suppressed as stillSuppressed'])
      .executeTakeFirst();
    if (row === undefined) return;
    const { workspaceId, listId } = target;
    const details = { import: target.id, finished: failure === undefined, ...row };
    await record(tx, [{ kind: 'imported', workspaceId, listId, details }]);
  });
}
