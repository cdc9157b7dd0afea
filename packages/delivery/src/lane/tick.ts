import type { Sender } from '../sender.ts';
import { nextDueInMs } from './batch.ts';
import { drain } from './drain.ts';
import { enduringly } from './endure.ts';
import type { Governed } from './governors.ts';
import { releaseSlot, takeSlot } from './slot.ts';

/** How a tick ended, and in how many milliseconds the slot's next batch is due, if any. */
export type Ticked = { kind: 'not-ours' } | { kind: 'ticked'; delivered: number; nextDueInMs: number | undefined };

/**
 * Owns a slot for up to twenty seconds, longer only while a letter hangs, and drains what is due in it; everything it took is settled or
 * given back when it answers. One at a time a slot.
 */
export async function tick(sender: Sender, slotId: number): Promise<Ticked> {
  const { ticking } = sender.life;
  if (ticking.has(slotId)) return { kind: 'not-ours' };
  ticking.add(slotId);
  try {
    return await tickAlone(sender, slotId);
  } finally {
    ticking.delete(slotId);
  }
}

async function tickAlone(sender: Sender, slotId: number): Promise<Ticked> {
  // Until an answer says otherwise: a slot may be ours although the answer was lost, and our lease would keep it from everybody.
  let mayBeOurs = true;
  try {
    const now = new Date(sender.nowMs());
    const slot = await takeSlot(sender.db, slotId, sender.life.senderId, sender.leaseSeconds, now);
    mayBeOurs = slot !== undefined;
    if (slot === undefined) return { kind: 'not-ours' };
    const governed = sender.governorOf(slot);
    const delivered = await drain(sender, slot, governed);
    return { kind: 'ticked', delivered, nextDueInMs: later(await nextDueInMs(sender.db, slotId), sender, governed) };
  } finally {
    if (mayBeOurs) await enduringly(sender, () => releaseSlot(sender.db, slotId, sender.life.senderId));
  }
}

/** A suspended lane is not woken before its time. */
function later(dueInMs: number | undefined, { nowMs }: Sender, { governor }: Governed): number | undefined {
  if (dueInMs === undefined || !governor.suspended) return dueInMs;
  return Math.max(dueInMs, governor.waitMs(nowMs()));
}
