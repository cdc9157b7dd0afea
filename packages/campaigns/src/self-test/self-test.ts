import type { Db } from '@hikyaku/database';
import type { Composer } from '@hikyaku/delivery';
import { record } from '@hikyaku/events';
import type { Finding, Stranger } from '@hikyaku/inspection';
import { isMessageClass, type MessageClass, requiresUnsubscribe } from '@hikyaku/message';
import { reserveCanary } from '@hikyaku/suppression';
import { sql } from 'kysely';
import { isLoopbackUrl } from '../public-url.ts';
import { canaryLetter, canaryOf, type Tried } from './canary-letter.ts';
import { standsInTheWay } from './demands.ts';
import { ownKeys } from './own-keys.ts';
import { type SelfTestFinding, tryWayOut } from './try-way-out.ts';

/** What trying a campaign's way out needs. The stranger reaches PUBLIC_URL as the outside world does. */
export type SelfTestDeps = { db: Db; pepper: Buffer; composer: Composer; publicUrl: string; stranger: Stranger };

/** A self-test's outcome: with no finding, the way out works. `not-found`: there is no such campaign with frozen content. */
export type SelfTested = { kind: 'tested'; findings: readonly SelfTestFinding[] } | { kind: 'not-found' };

/**
 * Makes a real letter of the campaign, reads it as a stranger would, opens and posts to its link as scanners and mailbox providers
 * do, and looks what that changed. It speaks of the workspace's canary alone, whose letters are never sent and whose leaving is
 * counted nowhere. Two tests of one workspace take turns. The outcome is kept, and is an event.
 */
export async function selfTest(deps: SelfTestDeps, campaignId: string): Promise<SelfTested> {
  const tried = await triedCampaign(deps.db, campaignId);
  if (tried === undefined) return { kind: 'not-found' };
  const findings = await deps.db.transaction().execute(async (turn) => {
    await sql`select pg_advisory_xact_lock(hashtext('self-test'), hashtext(${tried.workspaceId}))`.execute(turn);
    return find(deps, tried);
  });
  await keep(deps.db, tried, findings);
  return { kind: 'tested', findings };
}

type TriedCampaign = Tried & { class: MessageClass };

async function triedCampaign(db: Db, campaignId: string): Promise<TriedCampaign | undefined> {
  const row = await db
    .selectFrom('campaigns')
    .leftJoin('campaign_lists', (join) =>
      join.onRef('campaign_lists.campaign_id', '=', 'campaigns.id').on('role', '=', 'include'),
    )
    .select(['workspace_id', 'class', 'list_id'])
    .where('campaigns.id', '=', campaignId)
    .where('kind', '=', 'campaign')
    .orderBy('position')
    .limit(1)
    .executeTakeFirst();
  if (row === undefined || !isMessageClass(row.class)) return undefined;
  return { workspaceId: row.workspace_id, campaignId, listId: row.list_id, class: row.class };
}

async function find(deps: SelfTestDeps, tried: TriedCampaign): Promise<SelfTestFinding[]> {
  const { db, pepper, composer, publicUrl, stranger } = deps;
  const canary = canaryOf(pepper, tried.workspaceId);
  await reserveCanary(db, canary);
  const made = await canaryLetter(db, composer, canary, tried);
  if (!made.ok) return [noLetter(made.reason)];
  const letter = Buffer.from(made.letter.bytes);
  made.done();
  const { findings, oneClickUrl } = await stranger.read(letter, await ownKeys(db, tried.workspaceId));
  const rehearsal = isLoopbackUrl(publicUrl);
  const wrong = standsInTheWay(findings, { class: tried.class, rehearsal }).map(asFinding);
  if (!requiresUnsubscribe(tried.class) || oneClickUrl === undefined) return wrong;
  return [...wrong, ...(await tryWayOut(db, canary, oneClickUrl, stranger))];
}

function asFinding({ rule, seen }: Finding): SelfTestFinding {
  return { check: rule.id, title: rule.title, seen, mend: rule.mend };
}

function noLetter(reason: string): SelfTestFinding {
  return {
    check: 'composes',
    title: { ja: '手紙を作れる', en: 'a letter can be made' },
    seen: { ja: reason, en: reason },
    mend: {
      ja: '内容の差し込み項目を直すか、値のない人のための言葉を書いてください。',
      en: 'Correct the placeholders of the content, or write what stands for people without a value.',
    },
  };
}

async function keep(db: Db, { workspaceId, campaignId }: Tried, findings: readonly SelfTestFinding[]): Promise<void> {
  await db.transaction().execute(async (tx) => {
    await tx
      .insertInto('self_tests')
      .values({ campaign_id: campaignId, findings: JSON.stringify(findings) })
      .execute();
    const details = { passed: findings.length === 0, wrong: findings.map(({ check }) => check).join(' ') };
    await record(tx, [{ kind: 'self-tested', workspaceId, campaignId, details }]);
  });
}
