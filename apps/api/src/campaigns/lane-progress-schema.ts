import type { HoldUp, LaneProgress, OverTime } from '@hikyaku/campaigns';
import { z } from 'zod';
import { timeView } from '../http/value.ts';

const count = z.int();

/** Letters by what has become of them. */
export const letterCounts = z.strictObject({
  queued: count,
  attempting: count,
  accepted: count,
  deferred: count,
  bounced: count,
  withheld: count,
  failed: count,
  uncertain: count,
});

const reason = z.string().nullable();
const holdUpSchema = z
  .discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('paused'), reason }),
    z.strictObject({ kind: z.literal('suspended'), until: timeView, reason }),
    z.strictObject({ kind: z.literal('warm-up'), ceiling: z.int() }),
    z.strictObject({ kind: z.literal('later'), until: timeView }),
    z.strictObject({ kind: z.literal('paced'), perSecond: z.number() }),
  ])
  .meta({ id: 'HoldUp', description: 'Why letters that wait in a lane do not go faster.' });

/** How far a campaign has come in one lane. */
export const laneProgressSchema = z
  .strictObject({
    lane: z.string().nullable().meta({ description: 'Null: withheld at the freeze, so in no lane.' }),
    counts: letterCounts,
    holdUp: holdUpSchema.nullable(),
  })
  .meta({ id: 'LaneProgress' });

/** A campaign's letters by when they were settled. */
export const overTimeSchema = z
  .strictObject({
    stepSeconds: z.int(),
    moments: z.array(z.strictObject({ at: timeView, accepted: z.int(), bounced: z.int(), other: z.int() })),
  })
  .meta({ id: 'OverTime', description: 'Steps of equal length without gaps; at most sixty or so.' });

/** A lane's part of a campaign, in the shape of `laneProgressSchema`. */
export function laneProgressView({ lane, counts, holdUp }: LaneProgress): z.infer<typeof laneProgressSchema> {
  return { lane, counts, holdUp: holdUp && holdUpView(holdUp) };
}

/** In the shape of `overTimeSchema`. */
export function overTimeView({ stepSeconds, moments }: OverTime): z.infer<typeof overTimeSchema> {
  return { stepSeconds, moments: moments.map(({ at, ...letters }) => ({ at: at.toISOString(), ...letters })) };
}

function holdUpView(holdUp: HoldUp): z.infer<typeof holdUpSchema> {
  return holdUp.kind === 'suspended' || holdUp.kind === 'later'
    ? { ...holdUp, until: holdUp.until.toISOString() }
    : holdUp;
}
