import type { Db } from '@hikyaku/database';
import { record } from '@hikyaku/events';
import { sql } from 'kysely';
import type { Wish } from './wish.ts';

/** Ends a person's own wish, on their word: a snooze, or fewer newsletters. False when there is none. A "no" is not ended this way. */
export async function endWish(
  db: Db,
  { workspaceId, addressKey, scope }: Pick<Wish, 'workspaceId' | 'addressKey' | 'scope'>,
  source: string,
): Promise<boolean> {
  return db.transaction().execute(async (tx) => {
    const { numUpdatedRows } = await tx
      .updateTable('suppressions')
      .set({ lifted_at: sql`clock_timestamp()`, lifted_by: 'the person', lift_reason: 'ended by the person' })
      .where('workspace_id', '=', workspaceId)
      .where('address_key', '=', addressKey)
      .where('scope', '=', scope)
      .where('lifted_at', 'is', null)
      .executeTakeFirstOrThrow();
    if (numUpdatedRows === 0n) return false;
    await record(tx, [{ kind: 'lifted', workspaceId, addressKey, details: { scope, by: 'the person', source } }]);
    return true;
  });
}
