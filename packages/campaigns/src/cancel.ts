import type { Db } from '@hikyaku/database';
import type { Refused } from './campaign.ts';
import { move } from './move.ts';
import type { NotFound } from './problem.ts';

/** Cancelling: from this answer on no further letter is cleared. The waiting ones are withheld after it. */
export type Cancelled = { kind: 'cancelling' | 'cancelled' };

/** Calls a campaign off for good. Answer first, then call `cancelRemaining` (the reconciler does, too). */
export async function cancel(db: Db, workspaceId: string, campaignId: string): Promise<Cancelled | NotFound | Refused> {
  const moved = await db
    .transaction()
    .execute((tx) => move(tx, workspaceId, campaignId, { verb: 'cancel', event: 'cancelled' }));
  if (moved.kind !== 'moved') return moved;
  return { kind: moved.to === 'cancelled' ? 'cancelled' : 'cancelling' };
}
