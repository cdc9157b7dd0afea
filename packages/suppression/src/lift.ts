import type { Db } from '@hikyaku/database';
import { record } from '@hikyaku/events';
import { sql } from 'kysely';

/**
 * A lift takes a name and a reason in words: it undoes a person's "no". `workspaceId` is null for the installation's operator, who
 * alone may lift what holds for every workspace: that an address cannot be reached.
 */
export type Lift = { workspaceId: string | null; suppressionId: string; by: string; reason: string };

/** Lifts a suppression of this workspace; `unknown` when there is none of that id, or it is lifted already. The row stays, as history. */
export async function lift(db: Db, request: Lift): Promise<'lifted' | 'unknown'> {
  return db.transaction().execute(async (tx) => {
    const row = await tx
      .updateTable('suppressions')
      .set({ lifted_at: sql`clock_timestamp()`, lifted_by: request.by, lift_reason: request.reason })
      .where('id', '=', request.suppressionId)
      .where('workspace_id', request.workspaceId === null ? 'is' : '=', request.workspaceId)
      .where('lifted_at', 'is', null)
      .returning(['address_key', 'list_id', 'scope'])
      .executeTakeFirst();
    if (row === undefined) return 'unknown';
    await record(tx, [
      {
        kind: 'lifted',
        workspaceId: request.workspaceId,
        addressKey: row.address_key,
        ...(row.list_id === null ? {} : { listId: row.list_id }),
        details: { scope: row.scope, by: request.by, reason: request.reason },
      },
    ]);
    return 'lifted';
  });
}
