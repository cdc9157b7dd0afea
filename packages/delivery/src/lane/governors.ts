import type { Feedback } from '../pace/feedback.ts';
import { type Governor, openGovernor } from '../pace/governor.ts';
import type { PaceEvent } from '../pace/pace-event.ts';
import type { Trigger } from '../shaping/trigger.ts';
import type { LaneLimits } from './lane-limits.ts';
import type { Noted } from './note-pace.ts';
import { openSites, type Sites } from './sites.ts';
import type { Slot } from './slot.ts';
import { slotLimits } from './slot-limits.ts';

/** How letters leave: `connections` is all there are, for every lane together. */
export type Way = { kind: 'relay' | 'direct'; connections: number };

/**
 * A slot's governor, those of its sites where it has many, and what they did since that was noted last. `follow`: other limits of its
 * lane, from now on.
 */
export type Governed = {
  governor: Governor;
  sites: Sites | undefined;
  notes: Noted[];
  follow: (slot: Slot, lane: LaneLimits) => void;
};

/** Postfix's beginning, for a stranger. A relay is none: what it takes stands in its URL. */
const firstWindow = 5;

/**
 * The governors of the slots that a sender works, kept from tick to tick while it is the one that does. For each tick: the slot's limits
 * as they are now, and what the books say of a suspension and of holds.
 */
export function openGovernors(
  way: Way,
  triggers: () => readonly Trigger[],
  nowMs: () => number,
): (slot: Slot) => Governed {
  const kept = new Map<number, Governed>();
  return (slot) => {
    const governed = kept.get(slot.slotId) ?? open();
    kept.set(slot.slotId, governed);
    governed.follow(slot, slot);
    governed.governor.adopt(slot.suspension);
    governed.governor.keep(slot.holds);
    return governed;

    function open(): Governed {
      const notes: Noted[] = [];
      const limits = slotLimits(slot, way.kind, way.connections);
      const tell = (event: PaceEvent, atMs: number) => notes.push({ at: new Date(atMs), event });
      const governor = openGovernor({
        lane: slot.lane,
        limits,
        start: way.kind === 'relay' || slot.tail ? limits.connections : firstWindow,
        share: 1 / slot.slots,
        triggers,
        tell,
      });
      const sites =
        way.kind === 'direct' && slot.tail
          ? openSites({ lane: slot.lane, limits: slot.limits, triggers, nowMs, tell })
          : undefined;
      const follow = (held: Slot, lane: LaneLimits) => {
        governor.limit(slotLimits({ ...held, ...lane }, way.kind, way.connections));
        sites?.limit(lane.limits);
      };
      return { governor: sites === undefined ? governor : undisturbed(governor), sites, notes, follow };
    }
  };
}

/** What one site of many says is nothing to the others: each has a governor of its own. */
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
