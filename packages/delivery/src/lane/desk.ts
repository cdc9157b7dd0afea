import type { Desk } from '../deliver.ts';
import type { LineLimits } from '../line-pool.ts';
import type { Bounds } from '../pace/governor.ts';
import type { Sender } from '../sender.ts';
import { enduringly } from './endure.ts';
import type { Governed } from './governors.ts';
import type { Slot } from './slot.ts';

/** What the letters of a slot need on their way. `onSlotLost` is called when it turns out to be another's. */
export function deskOf(sender: Sender, slot: Slot, { governor }: Governed, onSlotLost: () => void): Desk {
  const freshMs = sender.leaseSeconds * 700;
  let { bounds } = governor;
  let limits = limitsOf(sender, bounds);
  return {
    lines: sender.lines,
    limits: () => {
      if (bounds !== governor.bounds) {
        bounds = governor.bounds;
        limits = limitsOf(sender, bounds);
      }
      return limits;
    },
    gate: (letter) => sender.gate({ letter, slot, onSlotLost }),
    settle: async (letter, attempt, outcome) => {
      sender.journal.afterReply(letter.ref, attempt, outcome);
      await enduringly(sender, () => sender.settle({ key: letter.ref, attempt, slotId: slot.slotId, outcome }));
      sender.journal.settled(letter.ref, attempt);
    },
    journal: sender.journal,
    schedule: sender.schedule,
    mayFinish: (clearedAtMs) => sender.life.isFresh() && performance.now() - clearedAtMs < freshMs,
    now: sender.now,
    random: sender.random,
  };
}

/** Through a relay the lines are counted for all lanes together. */
function limitsOf({ way, lines }: Sender, { connections, letters }: Bounds): LineLimits {
  return { lines: way === 'relay' ? lines.most : connections, letters };
}
