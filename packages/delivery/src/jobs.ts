import { defineJob } from '@hikyaku/queue';
import { z } from 'zod';

/** Own a lane slot for some seconds and drain what is due in it. */
export const laneTick = defineJob('lane.tick', z.object({ slotId: z.number().int().positive() }));

/** The id under which ticks of one slot are one. */
export function laneTickId(slotId: number): string {
  return `slot-${slotId}`;
}
