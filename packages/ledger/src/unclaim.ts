import type { Db } from '@hikyaku/database';
import { sql } from 'kysely';
import type { LetterKey } from './delivery-state.ts';

/**
 * After a gate whose answer was lost: takes a new epoch for the slot, so that this gate cannot act any more, then puts back what it
 * may have claimed. Returns the new epoch, or undefined when the slot is no longer this sender's.
 */
export async function unclaim(
  db: Db,
  claim: { slotId: number; senderId: string; leaseSeconds: number },
  letters: readonly { key: LetterKey; attempt: number }[],
): Promise<string | undefined> {
  const { rows } = await sql<{ epoch: string | null }>`
    select unclaim(
      ${claim.slotId}, ${claim.senderId}, make_interval(secs => ${claim.leaseSeconds}),
      ${letters.map((l) => l.key.campaignId)}::bigint[],
      ${letters.map((l) => l.key.addressKey)}::bytea[],
      ${letters.map((l) => l.key.letterNo)}::integer[],
      ${letters.map((l) => l.attempt)}::smallint[]
    ) as epoch
  `.execute(db);
  return rows[0]?.epoch ?? undefined;
}
