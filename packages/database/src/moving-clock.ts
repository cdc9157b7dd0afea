import { openDb, type Db } from './db.ts';
import { openPool } from './pool.ts';

/** A database whose statements see a clock that is moved by hand, and the ways to move and to end it. */
export type MovingClock = { db: Db; moveTo(at: Date): Promise<void>; close(): Promise<void> };

/**
 * Opens a test's database with a clock of its own: `clock_timestamp()` and `now()` run on as they do, ahead by as much as they were
 * moved. Rows that are made without saying when carry the hour of the real clock, for the defaults of columns do not change.
 */
export async function movingClock(url: string): Promise<MovingClock> {
  const moved = new URL(url);
  moved.searchParams.set('options', '-c search_path=public,moved,pg_catalog');
  const pool = openPool({ url: moved.href, applicationName: 'test-moving-clock', maxConnections: 20 });
  await pool.query(`
    create schema if not exists moved;
    create table if not exists moved.clock (ahead interval not null);
    insert into moved.clock select '0' where not exists (select from moved.clock);
    create or replace function moved.clock_timestamp() returns timestamptz language sql volatile
      as 'select pg_catalog.clock_timestamp() + ahead from moved.clock';
    create or replace function moved.now() returns timestamptz language sql stable
      as 'select pg_catalog.now() + ahead from moved.clock'
  `);
  const db = openDb(pool);
  return {
    db,
    moveTo: async (at) => {
      await pool.query('update moved.clock set ahead = $1::timestamptz - pg_catalog.clock_timestamp()', [at]);
      await pool.query('select ensure_partitions()');
    },
    close: () => db.destroy(),
  };
}
