import type { Db } from '@hikyaku/database';
import { record } from '@hikyaku/events';
import { sql } from 'kysely';

/**
 * A journal that is open, and what it does: `vouched` (nothing is in it), `replaying` (it holds back letters of `workspaces` until it is carried out),
 * `silent` (its keeper has not been heard for some seconds; it holds back everybody's newsletters), `unreadable` (entries are damaged).
 */
export type OpenJournal = {
  id: string;
  host: string;
  folder: string;
  state: 'vouched' | 'replaying' | 'silent' | 'unreadable';
  workspaces: number;
  unreadable: number;
  silentSeconds: number;
};

/** The journals that are not signed off, those that hold back the longest first. */
export async function openJournals(db: Db): Promise<OpenJournal[]> {
  const { rows } = await sql<OpenJournal>`
    select id, host, folder, unreadable, cardinality(concerns) as workspaces,
      case when vouched_until <= clock_timestamp() then 'silent'
           when unreadable > 0 then 'unreadable'
           when concerns <> '{}' then 'replaying'
           else 'vouched' end as state,
      greatest(0, extract(epoch from clock_timestamp() - greatest(vouched_until, opened_at)))::integer as "silentSeconds"
    from opt_out_journals where closed_at is null
    order by vouched_until, id
  `.execute(db);
  return rows;
}

/**
 * Gives up on a journal that cannot be reached or read any more, which takes a name and a reason: letters go again to whoever may have
 * left through it. Should its keeper come back, it is kept again and what it holds is carried out. `vouched` where nothing is in the way.
 */
export async function giveUpJournal(
  db: Db,
  request: { id: string; by: string; reason: string },
): Promise<'given-up' | 'vouched' | 'unknown'> {
  return db.transaction().execute(async (tx) => {
    const row = await tx
      .selectFrom('opt_out_journals')
      .select(['host', 'unreadable', sql<boolean>`vouched_until <= clock_timestamp()`.as('silent')])
      .where('id', '=', request.id)
      .where('closed_at', 'is', null)
      .forUpdate()
      .executeTakeFirst();
    if (row === undefined) return 'unknown';
    if (!row.silent && row.unreadable === 0) return 'vouched';
    const closed = row.silent ? { closed_at: sql<Date>`clock_timestamp()`, given_up: true } : {};
    await tx
      .updateTable('opt_out_journals')
      .set({ unreadable: 0, ...closed })
      .where('id', '=', request.id)
      .execute();
    const { id: journal, by, reason } = request;
    const details = { journal, host: row.host, unreadable: row.unreadable, silent: row.silent, by, reason };
    await record(tx, [{ kind: 'journal-given-up', workspaceId: null, details }]);
    return 'given-up';
  });
}
