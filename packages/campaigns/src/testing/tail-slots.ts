import type { Db } from '@hikyaku/database';
import { sql } from 'kysely';

/** The slots of the tail, in order: where letters to receivers that are not known are dealt to. */
export async function tailSlots(db: Db): Promise<number[]> {
  const { rows } = await sql<{ slots: number[] }>`select slots_of_lane(null) as slots`.execute(db);
  return rows[0]?.slots ?? [];
}
