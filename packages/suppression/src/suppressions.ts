import type { Db } from '@hikyaku/database';

/** A suppression as the API and the console show it. Lifted ones are history and stay visible. */
export type Suppression = {
  id: string;
  scope: string;
  listId: string | null;
  reason: string;
  source: string;
  note: string | null;
  maskedEmail: string;
  suppressedAt: Date;
  /** When a snooze ends; at most how many newsletters in how many days somebody wants who asked for fewer. */
  until: Date | null;
  most: number | null;
  days: number | null;
  liftedAt: Date | null;
  liftReason: string | null;
};

/** What stands, or once stood, against writing to an address from this workspace; all of the workspace's when no address is given. */
export async function findSuppressions(
  db: Db,
  workspaceId: string,
  filter: { addressKey?: Buffer; after?: string; limit: number },
): Promise<Suppression[]> {
  let query = db
    .selectFrom('suppressions')
    .selectAll()
    .where((eb) => eb.or([eb('workspace_id', '=', workspaceId), eb('scope', '=', 'invalid')]))
    .where('id', '>', filter.after ?? '0')
    .where((eb) =>
      eb.not(
        eb.exists(
          eb
            .selectFrom('canaries')
            .select('address_key')
            .whereRef('canaries.address_key', '=', 'suppressions.address_key'),
        ),
      ),
    )
    .orderBy('id')
    .limit(filter.limit);
  query = filter.addressKey
    ? query.where('address_key', '=', filter.addressKey)
    : query.where('workspace_id', '=', workspaceId);
  return (await query.execute()).map((row) => ({
    id: row.id,
    scope: row.scope,
    listId: row.list_id,
    reason: row.reason,
    source: row.source,
    note: row.note,
    maskedEmail: row.masked_email,
    suppressedAt: row.suppressed_at,
    until: row.until,
    most: row.most,
    days: row.days,
    liftedAt: row.lifted_at,
    liftReason: row.lift_reason,
  }));
}
