import type { Db } from '@hikyaku/database';
import { record } from '@hikyaku/events';
import { sql } from 'kysely';
import { judge, type LaneAnswers, type TooMany } from './judge.ts';
import { type BrakeLimit, ownBrakeLimits } from './limits.ts';

/** A campaign that was stopped, and why. */
export type Braked = { campaignId: string; why: TooMany };

/**
 * Pauses the campaigns whose receivers say too often that nobody is there, or whose readers complain, and tells why in their status
 * and an event. All that are being sent, or those named. Each in a transaction of its own, which waits for gates under way; whoever
 * resumes one begins its judgement anew.
 */
export async function brake(
  db: Db,
  campaignIds: readonly string[] | 'all',
  limits: readonly BrakeLimit[] = ownBrakeLimits,
): Promise<Braked[]> {
  const braked: Braked[] = [];
  for (const { campaignId, workspaceId, ...answers } of await answersOf(db, campaignIds)) {
    const why = judge(answers, limits);
    if (why !== undefined && (await stop(db, workspaceId, campaignId, why))) braked.push({ campaignId, why });
  }
  return braked;
}

type Answers = LaneAnswers & { campaignId: string; workspaceId: string };

async function answersOf(db: Db, campaignIds: readonly string[] | 'all'): Promise<Answers[]> {
  const { rows } = await sql<Answers>`
    select c.id as "campaignId", c.workspace_id as "workspaceId", a.lane,
      a.answered::float8 as answered, a.invalid::float8 as invalid, a.complaints::float8 as complaints
    from campaigns c join answers_by_lane a on a.campaign_id = c.id
    where c.status = 'sending' and c.kind = 'campaign' and (a.invalid > 0 or a.complaints > 0)
      and ${campaignIds === 'all' ? sql`true` : sql`c.id = any(${[...campaignIds]}::bigint[])`}
    order by c.id, a.lane
  `.execute(db);
  return rows;
}

function stop(db: Db, workspaceId: string, campaignId: string, why: TooMany): Promise<boolean> {
  return db.transaction().execute(async (tx) => {
    const { lane, measure, count, answered, most } = why;
    const reason = `too-many-${measure}`;
    const { rows } = await sql<{ moved: boolean }>`
      select move_campaign(${campaignId}, array['sending'], 'paused', ${reason}) as moved
    `.execute(tx);
    if (rows[0]?.moved !== true) return false;
    const facts = { lane, count, answered, mostPercent: percent(most) };
    await tx
      .updateTable('campaigns')
      .set({ status_facts: JSON.stringify(facts) })
      .where('id', '=', campaignId)
      .execute();
    await record(tx, [{ kind: 'paused', workspaceId, campaignId, details: { by: 'brake', reason, ...facts } }]);
    return true;
  });
}

function percent(share: number): number {
  return Math.round(share * 1_000) / 10;
}
