import type { Feedback } from '../pace/feedback.ts';
import { type Governor, openGovernor } from '../pace/governor.ts';
import type { Trigger } from '../shaping/trigger.ts';
import type { Noted } from './note-pace.ts';
import type { Slot } from './slot.ts';
import { slotLimits } from './slot-limits.ts';

/** How letters leave: `connections` is all there are, for every lane together. */
export type Way = { kind: 'relay' | 'direct'; connections: number };

/** A slot's governor, and what it did since that was noted last. */
export type Governed = { governor: Governor; notes: Noted[] };

/** Postfix's beginning, for a stranger. A relay is none: what it takes stands in its URL. */
const firstWindow = 5;

/**
 * The governors of the slots that a sender works, kept from tick to tick while it is the one that does. For each tick: the slot's limits
 * as they are now, and what the books say of a suspension.
 */
export function openGovernors(way: Way, triggers: () => readonly Trigger[]): (slot: Slot) => Governed {
  const kept = new Map<number, Governed>();
  return (slot) => {
    const limits = slotLimits(slot, way.kind, way.connections);
    const governed = kept.get(slot.slotId) ?? open();
    kept.set(slot.slotId, governed);
    governed.governor.limit(limits);
    governed.governor.adopt(slot.suspension);
    return governed;

    function open(): Governed {
      const notes: Noted[] = [];
      const governor = openGovernor({
        lane: slot.lane,
        limits,
        start: way.kind === 'relay' || slot.tail ? limits.connections : firstWindow,
        share: 1 / slot.slots,
        triggers,
        tell: (event, nowMs) => notes.push({ at: new Date(nowMs), event }),
      });
      return { governor: way.kind === 'direct' && slot.tail ? undisturbed(governor) : governor, notes };
    }
  };
}

/** What one site of many says is nothing to the others: the lines of each are counted by themselves. */
function undisturbed(governor: Governor): Governor {
  const nothing: Feedback = { kind: 'returned' };
  return {
    ...governor,
    get suspended() {
      return governor.suspended;
    },
    get bounds() {
      return governor.bounds;
    },
    ended: (cohort, feedback, nowMs) => governor.ended(cohort, feedback.kind === 'taken' ? feedback : nothing, nowMs),
  };
}
