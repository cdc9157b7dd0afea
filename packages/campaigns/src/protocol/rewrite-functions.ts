import type { Db } from '@hikyaku/database';
import { sql } from 'kysely';

/** A change to the source of a database function: a passage that must be there exactly once, and what stands there instead. */
export type Edit = { name: string; replace: string; by: string };

/** The passage is not in the function (or more than once): the change speaks of a source that is no more. */
export class StaleEditError extends Error {
  constructor({ name, replace }: Edit, times: number) {
    super(`The function ${name} has the passage ${JSON.stringify(replace)} ${times} times; bring the edit up to date.`);
    this.name = 'StaleEditError';
  }
}

/** Redefines functions in this database from their own source, with these changes. */
export async function rewriteFunctions(db: Db, edits: readonly Edit[]): Promise<void> {
  for (const [name, ofName] of Map.groupBy(edits, (edit) => edit.name)) {
    const { rows } = await sql<{ source: string }>`
      select pg_get_functiondef(oid) as source from pg_proc where proname = ${name} and pronamespace = 'public'::regnamespace
    `.execute(db);
    const source = ofName.reduce(rewritten, rows[0]?.source ?? '');
    await sql.raw(source).execute(db);
  }
}

function rewritten(source: string, edit: Edit): string {
  const parts = source.split(edit.replace);
  if (parts.length !== 2) throw new StaleEditError(edit, parts.length - 1);
  return parts.join(edit.by);
}
