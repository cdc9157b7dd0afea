import { type Db, pepperFingerprint } from '@hikyaku/database';
import type { Pepper } from '@hikyaku/message';
import { withoutNewest } from './pepper-layers.ts';

/**
 * How a database stands to a pepper: filled with it, on the way to it, or still filled with the one that its newest layer was laid over.
 * `other`: with none of these.
 */
export type PepperStanding = 'filled' | 'under-way' | 'one-behind' | 'other';

/** Looks it up. */
export async function pepperStanding(db: Db, pepper: Pepper): Promise<PepperStanding> {
  const row = await db.selectFrom('installation').select(['pepper_fingerprint', 'rekeying_since']).executeTakeFirst();
  if (row === undefined) return 'other';
  if (row.pepper_fingerprint.equals(pepperFingerprint(pepper.bytes))) {
    return row.rekeying_since === null ? 'filled' : 'under-way';
  }
  const before = withoutNewest(pepper);
  const isBehind = before !== undefined && row.pepper_fingerprint.equals(pepperFingerprint(before));
  return isBehind ? 'one-behind' : 'other';
}
