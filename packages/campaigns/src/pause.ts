import type { Db } from '@hikyaku/database';
import type { Waiting } from '@hikyaku/ledger';
import type { Refused } from './campaign.ts';
import { move } from './move.ts';
import { waitUntilQuiet } from './on-the-wire.ts';
import type { NotFound } from './problem.ts';

/** Paused: no further letter is cleared. `quiet` says that none is in transmission either; otherwise so many still were after 5 s. */
export type Paused = { kind: 'paused'; quiet: boolean; onTheWire: number };

/**
 * Stops a campaign where it is. The status changes in a transaction of its own, which waits for gates under way; then letters on
 * the wire are waited for. What waits in the ledger stays as it is.
 */
export async function pause(
  db: Db,
  workspaceId: string,
  campaignId: string,
  waiting: Waiting = {},
): Promise<Paused | NotFound | Refused> {
  const moved = await db
    .transaction()
    .execute((tx) => move(tx, workspaceId, campaignId, { verb: 'pause', event: 'paused' }));
  if (moved.kind !== 'moved') return moved;
  const onTheWire = await waitUntilQuiet(db, campaignId, waiting);
  return { kind: 'paused', quiet: onTheWire === 0, onTheWire };
}
