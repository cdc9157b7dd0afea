import type { Db } from '@hikyaku/database';
import { isMessageClass } from '@hikyaku/message';
import { sql } from 'kysely';
import { type CampaignState, type CampaignStatus, isCampaignStatus } from './campaign.ts';
import { type DraftValues, readContent } from './draft-values.ts';
import { readStatusReason, type StatusReason } from './status-reason.ts';

/** A campaign: its values, where it is in its life, and what its freeze counted. */
export type Campaign = DraftValues & {
  id: string;
  workspaceId: string;
  kind: 'campaign' | 'stream';
  status: CampaignStatus;
  statusReason: StatusReason | null;
  scheduledAt: Date | null;
  /** The hour at which it goes to each person by their own clock; null where it goes to everybody at `scheduledAt`. */
  localAt: string | null;
  startedAt: Date | null;
  endedAt: Date | null;
  preparedAt: Date | null;
  targeted: number;
  excluded: { unconfirmed: number; left: number; duplicates: number };
  createdAt: Date;
  updatedAt: Date;
  /** Who changed it last while it was a draft; null for drafts that were made before this was kept. */
  editedBy: string | null;
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
  const ids = rows.map((row) => row.id);
  const [lists, segments] = [await listsOf(db, ids), await segmentsOf(db, ids)];
  return rows.map((row) => ({
    ...readContent(row.draft),
    id: row.id,
    workspaceId: row.workspace_id,
    kind: row.kind === 'stream' ? 'stream' : 'campaign',
    class: isMessageClass(row.class) ? row.class : 'marketing',
    name: row.name,
    lists: lists.get(row.id)?.include ?? [],
    exclude: lists.get(row.id)?.exclude ?? [],
    segments: segments.get(row.id)?.include ?? [],
    excludeSegments: segments.get(row.id)?.exclude ?? [],
    from: { name: row.from_name, email: row.from_email },
    replyTo: row.reply_to ?? undefined,
    locale: row.locale === 'en' ? 'en' : 'ja',
    status: isCampaignStatus(row.status) ? row.status : 'draft',
    statusReason: readStatusReason(row.status_reason, row.status_facts),
    scheduledAt: row.scheduled_at,
    localAt: row.local_at,
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
    editedBy: row.edited_by,
  }));
}

type InRoles = { include: string[]; exclude: string[] };

async function listsOf(db: Db, campaignIds: readonly string[]): Promise<Map<string, InRoles>> {
  if (campaignIds.length === 0) return new Map();
  const rows = await db
    .selectFrom('campaign_lists')
    .select(['campaign_id', 'list_id as id', 'role'])
    .where('campaign_id', 'in', campaignIds)
    .orderBy('position')
    .execute();
  return inRoles(rows);
}

async function segmentsOf(db: Db, campaignIds: readonly string[]): Promise<Map<string, InRoles>> {
  if (campaignIds.length === 0) return new Map();
  const rows = await db
    .selectFrom('campaign_segments')
    .select(['campaign_id', 'segment_id as id', 'role'])
    .where('campaign_id', 'in', campaignIds)
    .orderBy('position')
    .execute();
  return inRoles(rows);
}

function inRoles(rows: readonly { campaign_id: string; id: string; role: string }[]): Map<string, InRoles> {
  const found = new Map<string, InRoles>();
  for (const row of rows) {
    const of = found.get(row.campaign_id) ?? { include: [], exclude: [] };
    of[row.role === 'exclude' ? 'exclude' : 'include'].push(row.id);
    found.set(row.campaign_id, of);
  }
  return found;
}
