import type { Db } from '@hikyaku/database';
import { isMessageClass } from '@hikyaku/message';
import { sql } from 'kysely';
import { type CampaignState, type CampaignStatus, isCampaignStatus } from './campaign.ts';
import { type DraftValues, readContent } from './draft-values.ts';

/** A campaign: its values, where it is in its life, and what its freeze counted. */
export type Campaign = DraftValues & {
  id: string;
  workspaceId: string;
  kind: 'campaign' | 'stream';
  status: CampaignStatus;
  statusReason: string | null;
  scheduledAt: Date | null;
  startedAt: Date | null;
  endedAt: Date | null;
  preparedAt: Date | null;
  targeted: number;
  excluded: { unconfirmed: number; left: number; duplicates: number };
  createdAt: Date;
  updatedAt: Date;
};

/** Finds a campaign or stream of this workspace; another workspace's is not found. */
export async function findCampaign(db: Db, workspaceId: string, campaignId: string): Promise<Campaign | undefined> {
  const [campaign] = await read(db, workspaceId, { id: campaignId, limit: 1 });
  return campaign;
}

/** Which campaigns: of some statuses, with some words in their name, before an id of the page before. */
export type CampaignPage = { before?: string; limit: number; statuses?: readonly CampaignStatus[]; name?: string };

/** A workspace's campaigns, newest first; the next page begins before the id of this page's last. Streams are left out. */
export async function listCampaigns(db: Db, workspaceId: string, page: CampaignPage): Promise<Campaign[]> {
  return read(db, workspaceId, page);
}

/** What the lifecycle needs to know of a campaign. */
export function stateOf(campaign: { status: CampaignStatus; preparedAt: Date | null }): CampaignState {
  const { status } = campaign;
  return status === 'paused' ? { status, frozen: campaign.preparedAt !== null } : { status };
}

async function read(db: Db, workspaceId: string, which: CampaignPage & { id?: string }): Promise<Campaign[]> {
  let query = db.selectFrom('campaigns').selectAll().where('workspace_id', '=', workspaceId);
  if (which.id === undefined) query = query.where('kind', '=', 'campaign');
  else query = query.where('id', '=', which.id);
  if (which.before !== undefined) query = query.where('id', '<', which.before);
  if (which.statuses !== undefined) query = query.where('status', 'in', which.statuses);
  if (which.name !== undefined) query = query.where(sql`position(lower(${which.name}) in lower(name))`, '>', 0);
  const rows = await query.orderBy('id', 'desc').limit(which.limit).execute();
  const lists = await listsOf(
    db,
    rows.map((row) => row.id),
  );
  return rows.map((row) => ({
    ...readContent(row.draft),
    id: row.id,
    workspaceId: row.workspace_id,
    kind: row.kind === 'stream' ? 'stream' : 'campaign',
    class: isMessageClass(row.class) ? row.class : 'marketing',
    name: row.name,
    lists: lists.get(row.id)?.include ?? [],
    exclude: lists.get(row.id)?.exclude ?? [],
    from: { name: row.from_name, email: row.from_email },
    replyTo: row.reply_to ?? undefined,
    locale: row.locale === 'en' ? 'en' : 'ja',
    status: isCampaignStatus(row.status) ? row.status : 'draft',
    statusReason: row.status_reason,
    scheduledAt: row.scheduled_at,
    startedAt: row.started_at,
    endedAt: row.ended_at,
    preparedAt: row.prepared_at,
    targeted: Number(row.targeted),
    excluded: {
      unconfirmed: Number(row.excluded_unconfirmed),
      left: Number(row.excluded_left),
      duplicates: Number(row.excluded_duplicates),
    },
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  }));
}

type ListsOf = { include: string[]; exclude: string[] };

async function listsOf(db: Db, campaignIds: readonly string[]): Promise<Map<string, ListsOf>> {
  if (campaignIds.length === 0) return new Map();
  const rows = await db
    .selectFrom('campaign_lists')
    .select(['campaign_id', 'list_id', 'role'])
    .where('campaign_id', 'in', campaignIds)
    .orderBy('position')
    .execute();
  const lists = new Map<string, ListsOf>();
  for (const row of rows) {
    const of = lists.get(row.campaign_id) ?? { include: [], exclude: [] };
    of[row.role === 'exclude' ? 'exclude' : 'include'].push(row.list_id);
    lists.set(row.campaign_id, of);
  }
  return lists;
}
