import type { Db } from '@hikyaku/database';
import { sql } from 'kysely';

/**
 * How an import stands. `rows` = `added` + `updated` + `rejected`; added are people new to the workspace; `stillSuppressed` are
 * people of the file whom a suppression keeps from receiving this list.
 */
export type ImportStatus = {
  id: string;
  workspaceId: string;
  listId: string;
  rows: number;
  added: number;
  updated: number;
  rejected: number;
  stillSuppressed: number;
  startedAt: Date;
} & (
  | { status: 'running'; failure: null; finishedAt: null }
  | { status: 'finished'; failure: null; finishedAt: Date }
  | { status: 'failed'; failure: string; finishedAt: Date }
);

/** The import of contacts as it stands, or undefined when this workspace has none with this id. */
export async function importStatus(db: Db, workspaceId: string, importId: string): Promise<ImportStatus | undefined> {
  const { rows } = await sql<ImportStatus>`
    select id, workspace_id as "workspaceId", list_id as "listId", status, failure, rows, added, updated, rejected,
      still_suppressed as "stillSuppressed", started_at as "startedAt", finished_at as "finishedAt"
    from imports
    where workspace_id = ${workspaceId} and id = ${importId} and kind = 'contacts'
  `.execute(db);
  return rows[0];
}
