import type { Db } from '@hikyaku/database';
import type { Refused } from './campaign.ts';
import { move } from './move.ts';
import { slotsOf } from './slots.ts';
import type { NotFound } from './problem.ts';
import type { Remind, Wake } from './wake-ups.ts';

/** Going on: with the freeze, where a pause met it, or with the letters. */
export type Resumed = { kind: 'resumed'; status: 'preparing' | 'sending' };

/** Lets a paused campaign go on where it was. Lost wake-ups are harmless: the row is the truth. */
export async function resume(
  { db, wake, remind }: { db: Db; wake: Wake; remind: Remind },
  workspaceId: string,
  campaignId: string,
): Promise<Resumed | NotFound | Refused> {
  const moved = await db
    .transaction()
    .execute((tx) => move(tx, workspaceId, campaignId, { verb: 'resume', event: 'resumed' }));
  if (moved.kind !== 'moved') return moved;
  if (moved.to === 'preparing') {
    await remind(campaignId, new Date()).catch(() => undefined);
    return { kind: 'resumed', status: 'preparing' };
  }
  await wake(await slotsOf(db, campaignId)).catch(() => undefined);
  return { kind: 'resumed', status: 'sending' };
}
