import type { Db } from '@hikyaku/database';
import { record } from '@hikyaku/events';
import type { Compiled } from '@hikyaku/rendering';
import { sql } from 'kysely';
import { nextStatus, type Refused } from './campaign.ts';
import { checkCampaign } from './check.ts';
import { type Campaign, findCampaign, stateOf } from './find-campaign.ts';
import { type NotFound, type Problem, type Problems, problem } from './problem.ts';
import type { Remind } from './wake-ups.ts';

/** What scheduling needs. `remind` may fail: the row is the truth, and the reconciler finds what is due. */
export type ScheduleDeps = { db: Db; publicUrl: string; remind: Remind; now?: () => Date };

/** Scheduled: its content is frozen, and it goes out at `at` whatever happens to reminders. */
export type Scheduled = { kind: 'scheduled'; at: Date; warnings: Problem[] };

/**
 * Schedules a draft, or moves a scheduled campaign to another time. Content and time are frozen in the transaction that changes
 * the status: what was checked is what every letter will be made from.
 */
export async function schedule(
  { db, publicUrl, remind, now = () => new Date() }: ScheduleDeps,
  workspaceId: string,
  campaignId: string,
  when: Date | 'now',
): Promise<Scheduled | NotFound | Refused | Problems> {
  const campaign = await findCampaign(db, workspaceId, campaignId);
  if (campaign === undefined || campaign.kind === 'stream') return { kind: 'not-found' };
  const refused = refusal(campaign);
  if (refused) return refused;
  const wrongTime = when === 'now' ? undefined : timeProblem(when, now());
  if (wrongTime !== undefined) return problem('at', wrongTime);
  const { problems, warnings, compiled } = await checkCampaign({ db, publicUrl }, campaign);
  if (problems.length > 0 || compiled === undefined) return { kind: 'problems', problems };
  const frozen = await freezeContent(db, campaign, compiled, when);
  if (frozen.kind !== 'frozen') return frozen;
  await remind(campaignId, frozen.at).catch(() => undefined);
  return { kind: 'scheduled', at: frozen.at, warnings };
}

function timeProblem(when: Date, now: Date): string | undefined {
  if (Number.isNaN(when.getTime())) return 'The time is no time; write one such as 2026-12-01T09:00:00+09:00, or now.';
  if (when.getTime() > now.getTime()) return undefined;
  return `${when.toISOString()} is in the past; write a time to come, or now.`;
}

function refusal(campaign: Campaign): Refused | undefined {
  const next = nextStatus(stateOf(campaign), 'schedule');
  return next.allowed ? undefined : { kind: 'refused', status: campaign.status, message: next.message };
}

async function freezeContent(
  db: Db,
  checked: Campaign,
  compiled: Compiled,
  when: Date | 'now',
): Promise<{ kind: 'frozen'; at: Date } | NotFound | Refused | Problems> {
  const { id: campaignId, workspaceId } = checked;
  return db.transaction().execute(async (tx) => {
    await sql`select pg_advisory_xact_lock(${campaignId})`.execute(tx);
    const campaign = await findCampaign(tx, workspaceId, campaignId);
    if (campaign === undefined) return { kind: 'not-found' };
    const refused = refusal(campaign);
    if (refused) return refused;
    if (campaign.updatedAt.getTime() !== checked.updatedAt.getTime()) {
      return problem('name', 'The draft was changed while it was being scheduled; look at it again and repeat.');
    }
    const content = {
      compiled: JSON.stringify(compiled),
      data: JSON.stringify(checked.data),
      frozen_at: sql<Date>`clock_timestamp()`,
    };
    await tx
      .insertInto('campaign_contents')
      .values({ campaign_id: campaignId, ...content })
      .onConflict((conflict) => conflict.column('campaign_id').doUpdateSet(content))
      .execute();
    // "Now" is by the database's clock, which is the one that says what is due.
    const { scheduled_at: at } = await tx
      .updateTable('campaigns')
      .set({ scheduled_at: when === 'now' ? sql<Date>`clock_timestamp()` : when })
      .where('id', '=', campaignId)
      .returning('scheduled_at')
      .executeTakeFirstOrThrow();
    if (at === null) return { kind: 'not-found' };
    await sql`select move_campaign(${campaignId}, array['draft', 'scheduled'], 'scheduled')`.execute(tx);
    await record(tx, [{ kind: 'scheduled', workspaceId, campaignId, details: { at: at.toISOString() } }]);
    return { kind: 'frozen', at };
  });
}
