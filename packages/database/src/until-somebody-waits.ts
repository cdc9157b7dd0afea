import { sql } from 'kysely';
import type { Db } from './db.ts';

/** For tests: resolves when a session of this database waits for a lock that another one holds. */
export async function untilSomebodyWaits(db: Db): Promise<void> {
  for (;;) {
    const { rows } = await sql<{ waiting: number }>`
      select count(*)::integer as waiting from pg_stat_activity
      where datname = current_database() and wait_event_type = 'Lock'
    `.execute(db);
    if ((rows[0]?.waiting ?? 0) > 0) return;
  }
}
