import type { Db } from '@hikyaku/database';
import { move } from '../move.ts';
import { type SelfTestDeps, type SelfTested, selfTest } from './self-test.ts';

/** The reason that stands beside a campaign which its self-test keeps from being sent. */
export const heldReason = 'self-test-failed';

/** Tries a campaign's way out and pauses it when that does not work. Resuming it is trying again. */
export async function holdUnlessSound(deps: SelfTestDeps, campaignId: string): Promise<SelfTested> {
  const tested = await selfTest(deps, campaignId);
  if (tested.kind === 'tested' && tested.findings.length > 0) await hold(deps.db, campaignId);
  return tested;
}

async function hold(db: Db, campaignId: string): Promise<void> {
  await db.transaction().execute(async (tx) => {
    const { workspace_id: workspaceId } = await tx
      .selectFrom('campaigns')
      .select('workspace_id')
      .where('id', '=', campaignId)
      .executeTakeFirstOrThrow();
    await move(tx, workspaceId, campaignId, { verb: 'pause', event: 'paused', reason: heldReason });
  });
}
