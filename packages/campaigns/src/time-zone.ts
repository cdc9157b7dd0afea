import type { Db } from '@hikyaku/database';
import { sql } from 'kysely';

/** Whether a text names a time zone of the IANA database, as known both here and to the database, which does the reckoning. */
export async function isTimeZone(db: Db, text: string): Promise<boolean> {
  try {
    if (new Intl.DateTimeFormat('en', { timeZone: text }).format(0) === '') return false;
  } catch {
    return false;
  }
  const { rows } = await sql<{ zone: string | null }>`select known_zone(${text}) as zone`.execute(db);
  return rows[0]?.zone === text;
}
