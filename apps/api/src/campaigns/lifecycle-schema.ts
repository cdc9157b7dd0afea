import { checkCodes } from '@hikyaku/campaigns';
import { findingCodes } from '@hikyaku/rendering';
import { z } from 'zod';
import { emailValue } from '../contacts/schema.ts';
import { letterIdView } from '../http/letter-id.ts';
import { timeView } from '../http/value.ts';

/** Who gets a marked copy. */
export const testSchema = z.strictObject({ to: z.array(emailValue).min(1).max(20) });

const findingName = z.enum([...checkCodes, ...findingCodes]).meta({ id: 'FindingName' });

/** One problem or warning about a campaign's values. */
export const valueProblemSchema = z
  .strictObject({
    pointer: z.string().optional(),
    parameter: z.string().optional(),
    header: z.string().optional(),
    detail: z.string(),
    line: z.int().optional(),
    column: z.int().optional(),
    code: findingName.optional().meta({ description: 'What the finding is called, for saying it in any language.' }),
    values: z
      .record(z.string(), z.union([z.string(), z.number()]))
      .optional()
      .meta({ description: 'What it speaks of.' }),
  })
  .meta({ id: 'ValueProblem' });

/** A campaign that will go out. */
export const scheduledSchema = z.strictObject({
  status: z.literal('scheduled'),
  at: timeView.meta({ description: 'When it begins. With localAt: when its audience is frozen.' }),
  localAt: z.string().nullable(),
  warnings: z.array(valueProblemSchema),
});

/** A campaign that stands still. */
export const pausedSchema = z.strictObject({
  status: z.literal('paused'),
  quiet: z.boolean(),
  onTheWire: z.int().meta({ description: 'Letters that were still being transmitted.' }),
});

/** A campaign that goes on. */
export const resumedSchema = z.strictObject({ status: z.enum(['preparing', 'sending']) });

/** A campaign that was called off. */
export const cancelledSchema = z.strictObject({ status: z.enum(['cancelling', 'cancelled']) });

/** Test copies in the books. */
export const testSentSchema = z.strictObject({
  letters: z.array(z.strictObject({ id: letterIdView('msg'), state: z.enum(['queued', 'withheld']) })),
  warnings: z.array(valueProblemSchema),
});
