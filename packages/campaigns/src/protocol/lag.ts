import type { Db } from '@hikyaku/database';
import { sql } from 'kysely';
import { type Edit, rewriteFunctions } from './rewrite-functions.ts';
import type { Weather } from './weather.ts';

const dawdle = '  perform dawdle();\n';
const before = (anchor: string) => ({ replace: anchor, by: dawdle + anchor });
const after = (anchor: string) => ({ replace: anchor, by: `${anchor}\n${dawdle}`.trimEnd() });

/** Where the database functions may dawdle: between their locks, looks and writes, and before they begin and commit. */
export const lags: readonly Edit[] = [
  { name: 'gate', ...before('  perform pg_advisory_xact_lock_shared(c.id)') },
  { name: 'gate', ...before('  select array_agg(l.place)') },
  { name: 'gate', ...before('  return query\n') },
  { name: 'gate', ...after('  returning v.place, v.withheld;') },
  { name: 'settle', ...before('  with told as materialized') },
  { name: 'settle', ...before('  return settled;') },
  { name: 'withhold', ...before('  with waiting as materialized') },
  { name: 'withhold', ...before('  select coalesce(array_agg(u.place') },
  { name: 'take_slot', ...before('  return v_epoch;') },
  { name: 'unclaim', ...before('  with claimed as materialized') },
  { name: 'fence', ...after('where id = p_dead and fenced_at is null;') },
  { name: 'move_campaign', ...before('  update campaigns') },
  { name: 'move_campaign', ...before('  return found;') },
];

/** Puts them into a database of the test's own. Inserts dawdle between what they looked at and
 * their rows, and before they commit: those of a freeze, and those of a person who leaves. */
export async function addLag(db: Db, { lag, lagMs }: Weather): Promise<void> {
  const seconds = sql.lit(lagMs / 1_000);
  await sql`
    create function dawdle() returns void language plpgsql volatile as $$
    begin
      if random() < ${sql.lit(lag)} then perform pg_sleep(random() * ${seconds}); end if;
    end $$
  `.execute(db);
  await sql`
    create function dawdling_insert() returns trigger language plpgsql as $$
    begin
      perform dawdle();
      return null;
    end $$
  `.execute(db);
  for (const table of ['deliveries', 'suppressions']) {
    for (const when of ['before', 'after']) {
      await sql`
        create trigger ${sql.raw(`dawdle_${when}`)} ${sql.raw(when)} insert on ${sql.table(table)}
        for each statement execute function dawdling_insert()
      `.execute(db);
    }
  }
  await rewriteFunctions(db, lags);
  await dealAtRandom(db);
}

/** A small audience would fit in one slot; here every batch goes to any of them, so that all senders meet. */
async function dealAtRandom(db: Db): Promise<void> {
  await sql`
    create function deal() returns trigger language plpgsql as $$
    begin
      new.slot_id := (select id from lane_slots order by random() limit 1);
      return new;
    end $$
  `.execute(db);
  await sql`create trigger deal before insert on batches for each row execute function deal()`.execute(db);
}
