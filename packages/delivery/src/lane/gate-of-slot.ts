import { coalesce } from '@hikyaku/database';
import { unclaim } from '@hikyaku/ledger';
import { clear, type ComposedLetter, GateAnswerLostError, type Verdict } from '@hikyaku/suppression';
import { enduringly } from './endure.ts';
import type { Sender } from '../sender.ts';
import type { Slot } from './slot.ts';

const mostAtOnce = 500;

/**
 * The gate, asked on behalf of a slot. When an answer is lost, the slot is taken anew, so that the lost gate cannot act any more,
 * and what it may have claimed goes back; those letters are `held`. When the slot cannot be had again, it is lost.
 */
export function gateOfSlot(
  sender: Sender,
  slot: Slot,
  onSlotLost: () => void,
): (letter: ComposedLetter) => Promise<Verdict> {
  return coalesce(
    async (letters: ComposedLetter[]) => {
      try {
        return await clear(
          sender.db,
          { senderId: sender.life.senderId, slotId: slot.slotId, epoch: slot.epoch },
          letters,
        );
      } catch (error) {
        if (!(error instanceof GateAnswerLostError)) throw error;
        sender.onTrouble(error);
        const epoch = await enduringly(sender, () => takeBack(sender, slot, letters));
        if (epoch === undefined) onSlotLost();
        else slot.epoch = epoch;
        return letters.map(() => ({ kind: 'held' }) as const);
      }
    },
    { most: mostAtOnce },
  );
}

function takeBack(sender: Sender, slot: Slot, letters: ComposedLetter[]): Promise<string | undefined> {
  return unclaim(
    sender.db,
    { slotId: slot.slotId, senderId: sender.life.senderId, leaseSeconds: sender.leaseSeconds },
    letters.map((letter) => ({ key: letter.ref, attempt: letter.attempt })),
  );
}
