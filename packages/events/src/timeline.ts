import type { Db } from '@hikyaku/database';

/** One event as it is read back, oldest first in a timeline. */
export type TimelineEntry = {
  id: string;
  at: Date;
  kind: string;
  campaignId: string | null;
  listId: string | null;
  details: unknown;
};

/** One person's story inside a workspace, in the order it happened; at most `limit` entries after the id `after`. */
export async function timeline(
  db: Db,
  person: { workspaceId: string; addressKey: Buffer },
  page: { after?: string; limit: number },
): Promise<TimelineEntry[]> {
  const rows = await db
    .selectFrom('events')
    .select(['id', 'at', 'kind', 'campaign_id', 'list_id', 'details'])
    .where('workspace_id', '=', person.workspaceId)
    .where('address_key', '=', person.addressKey)
    .where('id', '>', page.after ?? '0')
    .orderBy('id')
    .limit(page.limit)
    .execute();
  return rows.map(({ campaign_id: campaignId, list_id: listId, ...row }) => ({ ...row, campaignId, listId }));
}
