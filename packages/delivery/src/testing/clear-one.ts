import { tmpdir } from 'node:os';
import type { Db } from '@hikyaku/database';
import { type ClearedLetter, type ComposedLetter, clear } from '@hikyaku/suppression';
import { takeSlot } from '../lane/slot.ts';
import { ownIdentity } from '../process-identity.ts';
import { startSenderLife } from '../sender-life.ts';
import { seedCampaign, seededKey } from './campaign.ts';

/** A letter that the gate has cleared, with these bytes and this envelope, from a campaign seeded for it. */
export async function clearOne(db: Db, letter: Pick<ComposedLetter, 'envelope' | 'bytes'>): Promise<ClearedLetter> {
  const seeded = await seedCampaign(db, 1);
  const life = await startSenderLife(db, ownIdentity(tmpdir()), {
    leaseSeconds: 60,
    onFenced: () => {},
    onError: () => {},
  });
  try {
    const slot = await takeSlot(db, seeded.slotIds[0] ?? 0, life.senderId, 60);
    if (slot === undefined) throw new Error('The slot is not free.');
    const ref = { campaignId: seeded.campaignId, addressKey: seededKey(1), letterNo: 0 };
    const claim = { senderId: life.senderId, slotId: slot.slotId, epoch: slot.epoch };
    const [verdict] = await clear(db, claim, [{ ref, attempt: 0, ...letter }]);
    if (verdict?.kind !== 'cleared') throw new Error(`The gate answered ${verdict?.kind}.`);
    return verdict.letter;
  } finally {
    await life.retire();
  }
}
