import { type StatusReason, statusReasonWords } from '@hikyaku/campaigns';
import { z } from 'zod';

/** What belongs to the reason for which a campaign stands still. */
export const statusDetailSchema = z
  .strictObject({
    text: z.string().meta({ description: 'The reason in a sentence, and what to do.' }),
    lane: z
      .string()
      .nullable()
      .meta({ description: 'Whose receivers said so; it and the figures are null where there is none.' }),
    count: z.int().nullable(),
    answered: z.int().nullable().meta({ description: 'Of how many answers.' }),
    mostPercent: z.number().nullable().meta({ description: 'The share that is allowed.' }),
  })
  .meta({ id: 'StatusDetail' });

/** A reason, in the shape of `statusDetailSchema`. */
export function statusDetailView(reason: StatusReason): z.infer<typeof statusDetailSchema> {
  const text = statusReasonWords(reason);
  if (reason.code === 'self-test-failed') return { text, lane: null, count: null, answered: null, mostPercent: null };
  const { lane, count, answered, mostPercent } = reason;
  return { text, lane, count, answered, mostPercent };
}
