import { tmpdir } from 'node:os';
import type { Db } from '@hikyaku/database';
import { type ClearedLetter, type ComposedLetter, clear } from '@hikyaku/suppression';
import { takeSlot } from '../lane/slot.ts';
import { ownIdentity } from '../process-identity.ts';
import { startSenderLife } from '../sender-life.ts';
import { seedCampaign, seededKey } from './campaign.ts';

/** Letters that the gate has cleared, by name: each with its own envelope and bytes, at most a hundred, once per database. */
export async function clearEach<Name extends string>(
  db: Db,
  letters: Record<Name, Pick<ComposedLetter, 'envelope' | 'bytes'>>,
): Promise<Record<Name, ClearedLetter>> {
  const names = Object.keys(letters).filter((name): name is Name => name in letters);
  const seeded = await seedCampaign(db, names.length);
  const life = await startSenderLife(db, ownIdentity(tmpdir()), {
    leaseSeconds: 60,
    onFenced: () => {},
    onError: () => {},
  });
  try {
    const slot = await takeSlot(db, seeded.slotIds[0] ?? 0, life.senderId, 60);
    if (slot === undefined) throw new Error('The slot is not free.');
    const claim = { senderId: life.senderId, slotId: slot.slotId, epoch: slot.epoch };
    const composed = names.map((name, index) => {
      const ref = { campaignId: seeded.campaignId, addressKey: seededKey(index + 1), letterNo: 0 };
      return { claim, letter: { ref, attempt: 0, ...letters[name] } };
    });
    const verdicts = await clear(db, composed);
    const cleared: Partial<Record<Name, ClearedLetter>> = {};
    verdicts.forEach((verdict, index) => {
      const name = names[index];
      if (name === undefined || verdict.kind !== 'cleared') throw new Error(`The gate answered ${verdict.kind}.`);
      cleared[name] = verdict.letter;
    });
    if (!isWhole(cleared, names)) throw new Error('The gate answered for too few letters.');
    return cleared;
  } finally {
    await life.retire();
  }
}

function isWhole<Name extends string, Value>(
  record: Partial<Record<Name, Value>>,
  names: Name[],
): record is Record<Name, Value> {
  return names.every((name) => record[name] !== undefined);
}
