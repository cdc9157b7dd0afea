import type { Db } from '@hikyaku/database';
import { record } from '@hikyaku/events';
import { isMessageClass } from '@hikyaku/message';
import { sql } from 'kysely';
import { type CampaignStatus, isCampaignStatus } from './campaign.ts';
import { type FreezePlan, freezePage } from './freeze-page.ts';
import { narrowingOf } from './narrowing-of.ts';
import { sizeUp } from './size-up.ts';
import { slotsOf } from './slots.ts';
import type { Wake } from './wake-ups.ts';

/**
 * What preparing needs; a page holds 5,000 people unless said otherwise. `isSound` tries the way out of the campaign's letters before
 * anybody is in the books, and pauses the campaign when it does not work. `tail`: how people at receivers that are not known are dealt, in turn
 * unless said otherwise.
 */
export type PrepareDeps = { db: Db; wake: Wake; isSound: IsSound; pageSize?: number; tail?: FreezePlan['tail'] };

/** Whether people can leave through a campaign's letters; false once the campaign was paused because they cannot. */
export type IsSound = (campaignId: string) => Promise<boolean>;

/**
 * How far preparing came: the letters are on their way; or the campaign is not due yet, is in a status that needs no preparing (it
 * was paused or cancelled meanwhile, or prepared before), or is gone.
 */
export type Prepared =
  | { kind: 'sending'; targeted: number }
  | { kind: 'not-due'; at: Date | null }
  | { kind: 'stopped'; status: CampaignStatus }
  | { kind: 'not-found' };

/**
 * Freezes the audience of a due campaign into ledger rows and batches, then lets it send. Page after page, each one transaction:
 * killed at any moment it goes on where it was, and several at work on one campaign take turns. Memory does not grow with the audience.
 */
export async function prepare(
  { db, wake, isSound, pageSize = 5_000, tail = 'in-turn' }: PrepareDeps,
  campaignId: string,
): Promise<Prepared> {
  await begin(db, campaignId);
  const plan = await readPlan(db, campaignId, tail);
  if (plan === undefined) return { kind: 'not-found' };
  if (plan.beginning && !(await isSound(campaignId))) return stopped(db, campaignId);
  for (;;) {
    const page = await freezePage(db, plan, pageSize);
    if (page.kind === 'stopped') return stopped(db, campaignId);
    if (page.kind === 'frozen') continue;
    // An estimate is nothing to fail over.
    await sizeUp(db, campaignId).catch(() => undefined);
    const targeted = await release(db, plan);
    if (targeted === undefined) return stopped(db, campaignId);
    await wake(await slotsOf(db, campaignId)).catch(() => undefined);
    return { kind: 'sending', targeted };
  }
}

/** A scheduled campaign whose time has come begins. A reminder that comes early, for a time since changed, does nothing. */
async function begin(db: Db, campaignId: string): Promise<void> {
  await db.transaction().execute(async (tx) => {
    await sql`select pg_advisory_xact_lock(${campaignId})`.execute(tx);
    await sql`
      select move_campaign(id, array['scheduled'], 'preparing') from campaigns
      where id = ${campaignId} and status = 'scheduled' and scheduled_at <= clock_timestamp()
    `.execute(tx);
    await sql`
      update campaigns set started_at = clock_timestamp()
      where id = ${campaignId} and status = 'preparing' and started_at is null
    `.execute(tx);
  });
}

/** `beginning`: it is being prepared, and nobody is in the books yet. */
type Plan = FreezePlan & { beginning: boolean };

async function readPlan(db: Db, campaignId: string, tail: FreezePlan['tail']): Promise<Plan | undefined> {
  const campaign = await db
    .selectFrom('campaigns')
    .innerJoin('workspaces', 'workspaces.id', 'campaigns.workspace_id')
    .select([
      'campaigns.workspace_id',
      'campaigns.class',
      'campaigns.status',
      'campaigns.prepared_through',
      'campaigns.local_at',
      'workspaces.quiet_from',
      'workspaces.time_zone',
    ])
    .where('campaigns.id', '=', campaignId)
    .where('kind', '=', 'campaign')
    .executeTakeFirst();
  if (campaign === undefined || !isMessageClass(campaign.class)) return undefined;
  const lists = await db
    .selectFrom('campaign_lists')
    .select(['list_id', 'role'])
    .where('campaign_id', '=', campaignId)
    .orderBy('position')
    .execute();
  return {
    beginning: campaign.status === 'preparing' && campaign.prepared_through === '0',
    campaignId,
    workspaceId: campaign.workspace_id,
    class: campaign.class,
    includeLists: lists.filter((list) => list.role === 'include').map((list) => list.list_id),
    excludeLists: lists.filter((list) => list.role === 'exclude').map((list) => list.list_id),
    narrowing: await narrowingOf(db, campaignId),
    byZone: campaign.quiet_from !== null || campaign.local_at !== null,
    local: campaign.local_at === null ? null : { at: campaign.local_at, home: campaign.time_zone },
    tail,
  };
}

/** The last step: everybody is in the books, so the letters may go. Undefined when the campaign was paused or cancelled meanwhile. */
async function release(db: Db, { workspaceId, campaignId }: FreezePlan): Promise<number | undefined> {
  return db.transaction().execute(async (tx) => {
    await sql`select pg_advisory_xact_lock(${campaignId})`.execute(tx);
    const { rows } = await sql<{ targeted: string; moved: boolean }>`
      update campaigns set prepared_at = clock_timestamp() where id = ${campaignId} and status = 'preparing'
      returning targeted
    `.execute(tx);
    const [row] = rows;
    if (row === undefined) return undefined;
    await sql`select move_campaign(${campaignId}, array['preparing'], 'sending')`.execute(tx);
    const targeted = Number(row.targeted);
    await record(tx, [{ kind: 'sending', workspaceId, campaignId, details: { targeted } }]);
    return targeted;
  });
}

async function stopped(db: Db, campaignId: string): Promise<Prepared> {
  const row = await db
    .selectFrom('campaigns')
    .select(['status', 'scheduled_at'])
    .where('id', '=', campaignId)
    .executeTakeFirst();
  if (row === undefined || !isCampaignStatus(row.status)) return { kind: 'not-found' };
  return row.status === 'scheduled'
    ? { kind: 'not-due', at: row.scheduled_at }
    : { kind: 'stopped', status: row.status };
}
