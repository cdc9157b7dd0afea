import { type Lane, type LaneLogLine, laneLogWords, type WarmUp } from '@hikyaku/delivery';
import { z } from 'zod';
import { timeView } from '../http/value.ts';
import { warmUpSchema, warmUpView } from './warm-up-schema.ts';

/** Why a lane is paused, for whoever looks at it next. */
export const pauseLaneSchema = z.strictObject({ reason: z.string().max(500).exactOptional() });

const connections = z.int().min(1).max(500);
const lettersPerConnection = z.int().min(1).max(100_000);
const lettersPerSecond = z.number().positive().max(100_000);

/** What an operator says of a lane's limits; null leaves one to the tables, a field that is left out stays as it is. */
export const laneLimitsSchema = z
  .strictObject({
    connections: connections.nullable().exactOptional(),
    lettersPerConnection: lettersPerConnection.nullable().exactOptional(),
    lettersPerSecond: lettersPerSecond.nullable().exactOptional(),
  })
  .refine((limits) => Object.keys(limits).length > 0, 'Name at least one limit.');

const limitsView = z.strictObject({
  connections: z.int().nullable(),
  lettersPerConnection: z.int().nullable(),
  lettersPerSecond: z.number().nullable(),
});

/** A lane as the API shows it. */
export const laneSchema = z
  .strictObject({
    name: z.string(),
    tail: z.boolean().meta({ description: 'Whether it carries letters to receivers that have no lane of their own.' }),
    state: z.enum(['running', 'suspended', 'paused']),
    pausedAt: timeView.nullable(),
    pausedReason: z.string().nullable(),
    suspendedUntil: timeView.nullable().meta({ description: 'Nothing of it leaves before.' }),
    suspendedReason: z.string().nullable().meta({ description: 'What the receiver said, addresses masked.' }),
    limits: limitsView.meta({ description: 'What the tables of receivers say; a relay keeps these limits itself.' }),
    ownLimits: limitsView.meta({ description: 'What an operator says instead; null leaves it to the tables.' }),
    pace: z
      .strictObject({
        window: z.int().meta({ description: 'Letters that may be under way at once.' }),
        ceiling: z.int().nullable().meta({ description: 'Where the receiver was seen to refuse more connections.' }),
        perSecond: z.number().nullable().meta({ description: 'Letters a second; null: nothing bounds them.' }),
        at: timeView,
      })
      .nullable()
      .meta({ description: 'What its owners last noted, some seconds ago while it is being worked.' }),
    slots: z.int(),
    ownedSlots: z.int().meta({ description: 'Slots that a sender owns at this moment.' }),
    dueBatches: z.int().meta({ description: 'Batches that wait for a sender.' }),
    dueLetters: z.int().meta({ description: 'Letters in these, counted up to 10,000 a slot.' }),
    laterBatches: z.int().meta({
      description: 'Batches whose time has not come: deferred letters, quiet hours, the next day of a warm-up.',
    }),
    warmUps: z.array(warmUpSchema),
    attempting: z.int().meta({ description: 'Letters on the wire at this moment.' }),
  })
  .meta({ id: 'Lane', description: "A group of destinations that share a receiver's patience." });

/** All lanes; there are few, so they come in one page. */
export const lanesSchema = z.strictObject({ items: z.array(laneSchema), nextCursor: z.null() });

/** What was done to a lane, newest first. */
export const laneLogSchema = z.strictObject({
  items: z.array(
    z
      .strictObject({
        at: timeView,
        kind: z.string().meta({ examples: ['suspended', 'probing', 'growing', 'recovered', 'slowed', 'limited'] }),
        words: z.string(),
      })
      .meta({ id: 'LaneLogLine', description: 'What was done to a lane.' }),
  ),
  nextCursor: z.null(),
});

/** A lane, in the shape of `laneSchema`. */
export function laneView(
  { pausedAt, suspendedUntil, pace, ...lane }: Lane,
  warmUps: readonly WarmUp[],
): z.infer<typeof laneSchema> {
  const otherwise = suspendedUntil === null ? 'running' : 'suspended';
  return {
    ...lane,
    state: pausedAt === null ? otherwise : 'paused',
    pausedAt: pausedAt?.toISOString() ?? null,
    suspendedUntil: suspendedUntil?.toISOString() ?? null,
    pace: pace && { ...pace, at: pace.at.toISOString() },
    warmUps: warmUps.filter((warmUp) => warmUp.lane === lane.name).map(warmUpView),
  };
}

/** A line of the log, in the shape of `laneLogSchema`. */
export function laneLogView(line: LaneLogLine): z.infer<typeof laneLogSchema>['items'][number] {
  return { at: line.at.toISOString(), kind: line.kind, words: laneLogWords(line) };
}
