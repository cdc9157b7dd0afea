import type { Db } from '@hikyaku/database';
import { markAnswers } from '@hikyaku/ledger';
import type { Refused } from './campaign.ts';
import { move } from './move.ts';
import { slotsOf } from './slots.ts';
import type { NotFound } from './problem.ts';
import type { Remind, Wake } from './wake-ups.ts';

/** Going on: with the freeze, where a pause met it, or with the letters. */
export type Resumed = { kind: 'resumed'; status: 'preparing' | 'sending' };

/** Lets a paused campaign go on where it was, and begins the brake's judgement of it anew. Lost wake-ups are harmless: the row is the truth. */
export async function resume(
  { db, wake, remind }: { db: Db; wake: Wake; remind: Remind },
  workspaceId: string,
  campaignId: string,
): Promise<Resumed | NotFound | Refused> {
  const moved = await db.transaction().execute(async (tx) => {
    const done = await move(tx, workspaceId, campaignId, { verb: 'resume', event: 'resumed' });
    // Whoever resumes a campaign that the brake stopped has seen why: what was answered so far is not held against it again.
    if (done.kind === 'moved') await markAnswers(tx, campaignId);
    return done;
  });
  if (moved.kind !== 'moved') return moved;
  if (moved.to === 'preparing') {
    await remind(campaignId, new Date()).catch(() => undefined);
    return { kind: 'resumed', status: 'preparing' };
  }
  await wake(await slotsOf(db, campaignId)).catch(() => undefined);
  return { kind: 'resumed', status: 'sending' };
}
