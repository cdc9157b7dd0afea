import type { Db } from '@hikyaku/database';
import { sql } from 'kysely';
import type { Journal } from './journal.ts';

/** A journal as the database knows it: `keeper` fences whoever kept it before, `through` is the last entry that was carried out. */
export type Registration = { id: string; keeper: number; through: number; databaseNowMs: number };

/** Where a journal lies, for whoever looks for it. */
export type Place = { host: string; folder: string };

/**
 * Makes this process the journal's keeper; until it vouches, the gate is shut. A folder that knows less than the database does is an
 * older copy of the journal: it gets another name, and the old one waits for a person.
 */
export async function takeUp(db: Db, journal: Journal, place: Place): Promise<Registration> {
  const known = await db
    .selectFrom('opt_out_journals')
    .select('replayed_through')
    .where('id', '=', journal.id())
    .executeTakeFirst();
  const through = Number(known?.replayed_through ?? 0);
  if (through > journal.last()) {
    journal.rename();
    return takeUp(db, journal, place);
  }
  const { rows } = await sql<{ keeper: number; replayed_through: string; now_ms: number }>`
    insert into opt_out_journals as j (id, host, folder, concerns, unreadable)
    values (${journal.id()}, ${place.host}, ${place.folder}, ${journal.concerns()}, ${journal.lost(through)})
    on conflict (id) do update
    set keeper = j.keeper + 1, turn = 0, host = excluded.host, folder = excluded.folder, concerns = excluded.concerns,
        vouched_until = '-infinity', unreadable = j.unreadable + excluded.unreadable,
        closed_at = null, given_up = false
    returning keeper, replayed_through, extract(epoch from clock_timestamp())::float8 * 1000 as now_ms
  `.execute(db);
  const [row] = rows;
  if (row === undefined) throw new Error('The journal was not registered.');
  return {
    id: journal.id(),
    keeper: row.keeper,
    through: Number(row.replayed_through),
    databaseNowMs: row.now_ms,
  };
}

/**
 * Vouches that until a moment, on the database's clock, the journal holds nothing but for these workspaces. Answers that clock; undefined
 * when the journal was given up, or has another keeper. The moment is absolute and turns are numbered, so that a statement whose answer
 * was lost and that is carried out late vouches for nothing more.
 */
export async function vouch(
  db: Db,
  { id, keeper }: Registration,
  vow: { turn: number; untilMs: number; concerns: readonly string[] },
): Promise<number | undefined> {
  const { rows } = await sql<{ now_ms: number }>`
    update opt_out_journals
    set turn = ${vow.turn}, vouched_until = to_timestamp(${vow.untilMs / 1_000}), concerns = ${vow.concerns}
    where id = ${id} and keeper = ${keeper} and turn < ${vow.turn} and closed_at is null
    returning extract(epoch from clock_timestamp())::float8 * 1000 as now_ms
  `.execute(db);
  return rows[0]?.now_ms;
}

/** Whether another process has taken the journal up since. */
export async function isSuperseded(db: Db, { id, keeper }: Registration): Promise<boolean> {
  const row = await db.selectFrom('opt_out_journals').select('keeper').where('id', '=', id).executeTakeFirst();
  return row !== undefined && row.keeper !== keeper;
}

/** Says that nothing is in the journal and that this process writes to it no more: it holds nothing back from here on. */
export async function signOff(db: Db, { id, keeper }: Registration): Promise<void> {
  await sql`
    update opt_out_journals set closed_at = clock_timestamp(), concerns = '{}'
    where id = ${id} and keeper = ${keeper} and closed_at is null
  `.execute(db);
}
