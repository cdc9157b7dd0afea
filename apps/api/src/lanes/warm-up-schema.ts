import type { WarmUp } from '@hikyaku/delivery';
import { z } from 'zod';
import { domainValue } from '../http/value.ts';

/** Which From domain is to be warmed up. */
export const newWarmUpSchema = z.strictObject({ domain: domainValue });

/** A From domain that a lane's receivers do not know yet. */
export const warmUpSchema = z
  .strictObject({
    domain: z.string(),
    day: z.iso.date().meta({ description: 'The day (UTC) that ceiling and taken speak of.' }),
    step: z.int().meta({ description: "Which of the plan's days it is sent like." }),
    ceiling: z
      .int()
      .nullable()
      .meta({ description: 'The most letters of that day; null once the plan has been gone through.' }),
    taken: z.int(),
    note: z.string().meta({ description: 'Why the ceiling is what it is.' }),
  })
  .meta({ id: 'WarmUp' });

/** A warm-up, in the shape of `warmUpSchema`. */
export function warmUpView({ domain, day, step, ceiling, taken, note }: WarmUp): z.infer<typeof warmUpSchema> {
  return { domain, day, step, ceiling, taken, note };
}
