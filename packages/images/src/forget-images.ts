import type { Db } from '@hikyaku/database';
import { sql } from 'kysely';
import { isUsed } from './uses.ts';

/**
 * Lets go of the bytes of pictures that were removed at least so long ago and that nothing speaks of. One that was written into a
 * letter meanwhile comes back into the library instead. Returns how many are gone.
 */
export async function forgetImages(db: Db, { olderThanDays }: { olderThanDays: number }): Promise<number> {
  return db.transaction().execute(async (tx) => {
    const used = isUsed(sql.ref('images.workspace_id'), sql.ref('images.file'));
    const old = sql<boolean>`removed_at < clock_timestamp() - make_interval(days => ${olderThanDays})`;
    await tx.updateTable('images').set({ removed_at: null }).where(old).where(used).execute();
    const gone = await tx
      .deleteFrom('images')
      .where(old)
      .where((of) => of.not(used))
      .executeTakeFirst();
    return Number(gone.numDeletedRows);
  });
}
