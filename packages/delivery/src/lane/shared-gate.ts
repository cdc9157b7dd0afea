import { coalesce, type Coalesced, type Db } from '@hikyaku/database';
import { unclaim } from '@hikyaku/ledger';
import { clear, type ComposedLetter, GateAnswerLostError, type Verdict } from '@hikyaku/suppression';
import { enduringly } from './endure.ts';
import type { Slot } from './slot.ts';

/** A letter and the slot it leaves by. `onSlotLost` is called when that slot turns out to be another's. */
export type AtTheGate = { letter: ComposedLetter; slot: Slot; onSlotLost: () => void };

/** What the gate is asked with: on behalf of which sender, and how it tells its troubles. */
export type GateKeeping = {
  db: Db;
  senderId: string;
  leaseSeconds: number;
  onTrouble: (error: unknown) => void;
};

/**
 * The gate, asked on behalf of all slots of a sender together: about a hundred letters in one statement when there is much to do. When
 * an answer is lost, each slot it spoke of is taken anew, so that the lost gate cannot act any more, and what it may have claimed goes
 * back; those letters are `held`. A slot that cannot be had again is lost.
 */
export function sharedGate(keeping: GateKeeping): Coalesced<AtTheGate, Verdict> {
  // A letter that waits here is as it was, but has a line in its hand. Signatures come some sixteen at a time.
  return coalesce((asked: AtTheGate[]) => askAll(keeping, asked), {
    most: 500,
    enough: 128,
    lullMs: 8,
    patienceMs: 30,
  });
}

async function askAll(keeping: GateKeeping, asked: readonly AtTheGate[]): Promise<Verdict[]> {
  const { senderId } = keeping;
  try {
    return await clear(
      keeping.db,
      asked.map(({ letter, slot: { slotId, epoch } }) => ({ letter, claim: { senderId, slotId, epoch } })),
    );
  } catch (error) {
    if (!(error instanceof GateAnswerLostError)) throw error;
    keeping.onTrouble(error);
    for (const letters of Map.groupBy(asked, ({ slot }) => slot).values()) await takeBack(keeping, letters);
    return asked.map(() => ({ kind: 'held' }));
  }
}

/** All of one slot. */
async function takeBack(keeping: GateKeeping, letters: readonly AtTheGate[]): Promise<void> {
  const [first] = letters;
  if (first === undefined) return;
  const { db, senderId, leaseSeconds } = keeping;
  const { slot } = first;
  const keys = letters.map(({ letter }) => ({ key: letter.ref, attempt: letter.attempt }));
  const epoch = await enduringly(keeping, () => unclaim(db, { slotId: slot.slotId, senderId, leaseSeconds }, keys));
  if (epoch === undefined) first.onSlotLost();
  else slot.epoch = epoch;
}
