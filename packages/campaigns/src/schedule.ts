import type { Db } from '@hikyaku/database';
import { record } from '@hikyaku/events';
import type { Compiled } from '@hikyaku/rendering';
import { type RawBuilder, sql } from 'kysely';
import { nextStatus, type Refused } from './campaign.ts';
import { checkCampaign } from './check.ts';
import { freezeSegments } from './draft-audience.ts';
import { type Campaign, findCampaign, stateOf } from './find-campaign.ts';
import { finding } from './findings.ts';
import { earliestLocalTime, freezeAt, type LocalTime } from './local-time.ts';
import { type NotFound, type Problem, type Problems, problem } from './problem.ts';
import type { Remind } from './wake-ups.ts';

/** What scheduling needs. `remind` may fail: the row is the truth, and the reconciler finds what is due. */
export type ScheduleDeps = { db: Db; publicUrl: string; remind: Remind; now?: () => Date };

/** When a newsletter goes: at once, at a moment, or when each person's own clock shows an hour. */
export type When = 'now' | Date | { local: LocalTime };

/**
 * Scheduled: its content is frozen, and it goes out at `at` whatever happens to reminders. One that goes at local time has its audience
 * frozen then, before the hour comes anywhere on earth.
 */
export type Scheduled = { kind: 'scheduled'; at: Date; localAt: LocalTime | null; warnings: Problem[] };

/**
 * Schedules a draft, or moves a scheduled campaign to another time. Content and time are frozen in the transaction that changes
 * the status: what was checked is what every letter will be made from.
 */
export async function schedule(
  { db, publicUrl, remind, now = () => new Date() }: ScheduleDeps,
  workspaceId: string,
  campaignId: string,
  when: When,
): Promise<Scheduled | NotFound | Refused | Problems> {
  const campaign = await findCampaign(db, workspaceId, campaignId);
  if (campaign === undefined || campaign.kind === 'stream') return { kind: 'not-found' };
  const refused = refusal(campaign);
  if (refused) return refused;
  const wrong = wrongTime(when, now());
  if (wrong !== undefined) return wrong;
  const { problems, warnings, compiled } = await checkCampaign({ db, publicUrl }, campaign);
  if (problems.length > 0 || compiled === undefined) return { kind: 'problems', problems };
  const frozen = await freezeContent(db, campaign, compiled, when);
  if (frozen.kind !== 'frozen') return frozen;
  await remind(campaignId, frozen.at).catch(() => undefined);
  return { kind: 'scheduled', at: frozen.at, localAt: localAt(when), warnings };
}

function wrongTime(when: When, now: Date): Problems | undefined {
  if (when === 'now') return undefined;
  if (isLocal(when)) {
    if (freezeAt(when.local).getTime() > now.getTime()) return undefined;
    const earliest = earliestLocalTime(now);
    return { kind: 'problems', problems: [finding('localAt', 'too-early', { at: when.local, earliest })] };
  }
  if (Number.isNaN(when.getTime())) {
    return problem('at', 'The time is no time; write one such as 2026-12-01T09:00:00+09:00, or now.');
  }
  if (when.getTime() > now.getTime()) return undefined;
  return problem('at', `${when.toISOString()} is in the past; write a time to come, or now.`);
}

function refusal(campaign: Campaign): Refused | undefined {
  const next = nextStatus(stateOf(campaign), 'schedule');
  return next.allowed
    ? undefined
    : { kind: 'refused', status: campaign.status, verb: 'schedule', message: next.message };
}

async function freezeContent(
  db: Db,
  checked: Campaign,
  compiled: Compiled,
  when: When,
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
    await freezeSegments(tx, campaignId);
    // "Now" is by the database's clock, which is the one that says what is due.
    const { scheduled_at: at } = await tx
      .updateTable('campaigns')
      .set({ scheduled_at: beginsAt(when), local_at: localAt(when) })
      .where('id', '=', campaignId)
      .returning('scheduled_at')
      .executeTakeFirstOrThrow();
    if (at === null) return { kind: 'not-found' };
    await sql`select move_campaign(${campaignId}, array['draft', 'scheduled'], 'scheduled')`.execute(tx);
    await record(tx, [
      { kind: 'scheduled', workspaceId, campaignId, details: { at: at.toISOString(), localAt: localAt(when) } },
    ]);
    return { kind: 'frozen', at };
  });
}

function beginsAt(when: When): Date | RawBuilder<Date> {
  if (when === 'now') return sql<Date>`clock_timestamp()`;
  return isLocal(when) ? freezeAt(when.local) : when;
}

function localAt(when: When): LocalTime | null {
  return isLocal(when) ? when.local : null;
}

function isLocal(when: When): when is { local: LocalTime } {
  return when !== 'now' && 'local' in when;
}
