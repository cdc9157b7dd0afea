import { readLocalTime } from '@hikyaku/campaigns';
import { z } from 'zod';

const moment = z
  .union(
    [z.literal('now'), z.iso.datetime({ offset: true })],
    'at is "now", or a time such as 2026-12-01T09:00:00+09:00',
  )
  .meta({ description: '"now", or RFC 3339 with an offset.' });

/** An hour as each person's own clock shows it. */
export const localTimeValue = z
  .string()
  .meta({ description: 'An hour of whoever’s clock, so without an offset.', examples: ['2026-12-01T10:00'] })
  .transform((text, context) => {
    const local = readLocalTime(text);
    if (local !== undefined) return local;
    context.addIssue({
      code: 'custom',
      message: 'localAt is an hour of a day that exists, without an offset, such as 2026-12-01T10:00',
    });
    return z.NEVER;
  });

/** When a campaign goes out: `at` a moment, or when each person's own clock shows `localAt`. */
export const whenSchema = z
  .strictObject({ at: moment.exactOptional(), localAt: localTimeValue.exactOptional() })
  .transform(({ at, localAt }, context) => {
    if (at !== undefined && localAt === undefined) return at === 'now' ? at : new Date(at);
    if (localAt !== undefined && at === undefined) return { local: localAt };
    context.addIssue({
      code: 'custom',
      path: ['at'],
      message: 'Say either at (a moment, or "now"), or localAt (an hour of each person’s own clock).',
    });
    return z.NEVER;
  });
