import type { Db } from '@hikyaku/database';
import { sql } from 'kysely';
import type { ImportPage, Reject } from './import-page.ts';
import type { ImportTarget } from './import-target.ts';
import { noteStopped } from './stopped-people.ts';
import { writePeople } from './write-people.ts';

/** At most so many rejected lines are kept for reading; all are counted. */
export const mostRejectsKept = 100_000;

/**
 * Writes one page, all or nothing, and counts it in the import's row. Suppressions are read, never written. The session must have
 * called `openStoppedPeople`.
 */
export async function writePage(db: Db, target: ImportTarget, page: ImportPage, rejectsKept: number): Promise<void> {
  await db.transaction().execute(async (tx) => {
    const added = await writePeople(tx, target, [...page.people.values()]);
    const stopped = await noteStopped(tx, target, [...page.people.keys()]);
    await keepRejects(tx, target.id, page.rejects.slice(0, Math.max(0, mostRejectsKept - rejectsKept)));
    const updated = page.rows - page.rejects.length - added;
    await sql`
      update imports
      set rows = rows + ${page.rows}, added = added + ${added}, updated = updated + ${updated},
          rejected = rejected + ${page.rejects.length}, still_suppressed = still_suppressed + ${stopped}
      where id = ${target.id}
    `.execute(tx);
  });
}

async function keepRejects(db: Db, importId: string, rejects: readonly Reject[]): Promise<void> {
  if (rejects.length === 0) return;
  await sql`
    insert into import_rejects (import_id, line, value, reason)
    select ${importId}, line, value, reason
    from unnest(
      ${rejects.map((reject) => reject.line)}::integer[],
      ${rejects.map((reject) => reject.value)}::text[],
      ${rejects.map((reject) => reject.reason)}::text[]
    ) r(line, value, reason)
    on conflict do nothing
  `.execute(db);
}
