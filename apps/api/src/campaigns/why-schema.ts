import { campaignStatuses, type Why } from '@hikyaku/campaigns';
import { publicId } from '@hikyaku/database';
import { deliveryStates } from '@hikyaku/ledger';
import { type StopFound, stops } from '@hikyaku/suppression';
import { z } from 'zod';
import { idView, timeView } from '../http/value.ts';

/** What stands in a letter's way. */
export const stopSchema = z.strictObject({
  stop: z.enum(stops).meta({ description: "As the letter's row would say; the first of several is what counts." }),
  suppressionId: idView('suppression').nullable(),
  since: timeView.nullable(),
  until: timeView.nullable(),
  most: z.int().nullable(),
  days: z.int().nullable(),
  reason: z.string().nullable(),
  source: z.string().nullable(),
  note: z.string().nullable(),
});

/** May a letter go, and why not. */
export const whySchema = z
  .strictObject({
    goes: z.boolean().meta({ description: 'Nothing stands in the way but, perhaps, the status of the campaign.' }),
    status: z.enum(campaignStatuses),
    listId: idView('list').nullable().meta({ description: 'The list that reaches the person.' }),
    notMeant: z
      .enum([
        'no-contact',
        'on-no-list',
        'unconfirmed',
        'left',
        'on-excluded-list',
        'in-excluded-segment',
        'outside-segments',
      ])
      .nullable()
      .meta({ description: 'Why the person is not among those whom the campaign is for.' }),
    stops: z.array(stopSchema),
    letter: z
      .strictObject({
        state: z.enum(deliveryStates),
        reason: z.string().nullable(),
        attempts: z.int(),
        settledAt: timeView.nullable(),
      })
      .nullable(),
  })
  .meta({ id: 'Why' });

/** The answer, in the shape of `whySchema`. */
export function whyView(told: Why): z.infer<typeof whySchema> {
  return {
    ...told,
    listId: told.listId === null ? null : publicId('list', told.listId),
    stops: told.stops.map(stopView),
    letter: told.letter && { ...told.letter, settledAt: told.letter.settledAt?.toISOString() ?? null },
  };
}

/** What stands in its way, in the shape of `stopSchema`. */
export function stopView(found: StopFound): z.infer<typeof stopSchema> {
  return {
    ...found,
    suppressionId: found.suppressionId === null ? null : publicId('suppression', found.suppressionId),
    since: found.since?.toISOString() ?? null,
    until: found.until?.toISOString() ?? null,
  };
}
