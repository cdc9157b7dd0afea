import { defineJob } from '@hikyaku/queue';
import { z } from 'zod';

/** Own a lane slot for some seconds and drain what is due in it. */
export const laneTick = defineJob('lane.tick', z.object({ slotId: z.number().int().positive() }));

/**
 * The id under which ticks of one slot are one. Whoever finds a slot without an owner adds its epoch: the job of an owner that has died
 * counts as running for some seconds yet, and a wake-up under the same id would wait for its end.
 */
export function laneTickId(slotId: number, epoch?: string): string {
  return epoch === undefined ? `slot-${slotId}` : `slot-${slotId}.${epoch}`;
}
