import { z } from 'zod';
import { timeView } from '../http/value.ts';
import type { Lane } from './lanes.ts';

/** Why a lane is paused, for whoever looks at it next. */
export const pauseLaneSchema = z.strictObject({ reason: z.string().max(500).exactOptional() });

/** A lane as the API shows it. */
export const laneSchema = z
  .strictObject({
    name: z.string(),
    state: z.enum(['running', 'paused']),
    pausedAt: timeView.nullable(),
    pausedReason: z.string().nullable(),
    limits: z.strictObject({ connectionsPerSlot: z.int() }),
    slots: z.int(),
    ownedSlots: z.int().meta({ description: 'Slots that a sender owns at this moment.' }),
    dueBatches: z.int().meta({ description: 'Batches that wait for a sender.' }),
    laterBatches: z.int().meta({ description: 'Batches whose time has not come: deferred letters.' }),
  })
  .meta({ id: 'Lane', description: "A group of destinations that share a receiver's patience." });

/** All lanes; there are few, so they come in one page. */
export const lanesSchema = z.strictObject({ items: z.array(laneSchema), nextCursor: z.null() });

/** A lane, in the shape of `laneSchema`. */
export function laneView({ connectionsPerSlot, pausedAt, ...lane }: Lane): z.infer<typeof laneSchema> {
  return {
    ...lane,
    state: pausedAt === null ? 'running' : 'paused',
    pausedAt: pausedAt?.toISOString() ?? null,
    limits: { connectionsPerSlot },
  };
}
