import type { Delivery } from '@hikyaku/campaigns';
import { deliveryStates } from '@hikyaku/ledger';
import { z } from 'zod';
import { letterIdValue, letterIdView, publicLetterId } from '../http/letter-id.ts';
import { timeView } from '../http/value.ts';

/** A person's decision on letters whose fate a crash made unknowable. */
export const resolveSchema = z.strictObject({
  state: z.literal('uncertain'),
  action: z.enum(['resend', 'accept']),
  ids: z
    .array(letterIdValue('dlv'))
    .min(1)
    .max(1_000)
    .exactOptional()
    .meta({ description: 'Ids of deliveries; all uncertain ones when left out.' }),
});

/** How many letters were decided on. */
export const resolvedSchema = z.strictObject({
  letters: z.int(),
  stillOnTheWire: z
    .int()
    .meta({ description: 'Uncertain letters that may still be read by their receiver: left alone.' }),
});

/** One letter's row in a campaign's books. */
export const deliverySchema = z
  .strictObject({
    id: letterIdView('dlv'),
    email: z.string().nullable().meta({ description: 'Null when the contact has been deleted.' }),
    state: z.enum(deliveryStates),
    reason: z.string().nullable().meta({
      description: 'A stable word: why it was withheld, or what its refusal means, such as invalid-address or blocked.',
    }),
    reply: z.string().nullable().meta({ description: "The receiver's own words." }),
    attempts: z.int(),
    lane: z.string().nullable(),
    firstAttemptAt: timeView.nullable(),
    settledAt: timeView.nullable(),
  })
  .meta({ id: 'Delivery' });

/** A delivery, in the shape of `deliverySchema`. */
export function deliveryView({ ref, firstAttemptAt, settledAt, ...row }: Delivery): z.infer<typeof deliverySchema> {
  return {
    ...row,
    id: publicLetterId('dlv', ref),
    firstAttemptAt: firstAttemptAt?.toISOString() ?? null,
    settledAt: settledAt?.toISOString() ?? null,
  };
}
