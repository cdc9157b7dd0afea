import { publicId } from '@hikyaku/database';
import { channels, type Suppression } from '@hikyaku/suppression';
import { z } from 'zod';
import { emailValue } from '../contacts/schema.ts';
import { idValue, idView, lineValue, timeView } from '../http/value.ts';

/** The reasons that may be given from outside; `erased` belongs to erasing a person, which is another verb. */
const reasonsFromOutside = ['unsubscribed', 'complaint', 'invalid-address', 'manual', 'imported'] as const;

/** How it reached whoever enters it. */
const entered = {
  channel: z.enum(channels).exactOptional().meta({ description: 'By which way the person said it.' }),
  operator: lineValue(200).exactOptional().meta({ description: 'Who enters it.' }),
  note: z.string().max(2_000).exactOptional().meta({ description: 'Evidence in words: who said what, the ticket.' }),
};

/** What somebody says who must not be written to. */
export const newSuppressionSchema = z
  .strictObject({
    email: emailValue,
    scope: z.enum(['list', 'marketing', 'all']).meta({
      description: 'How much it stops: one list, all marketing of the workspace, or everything from it.',
    }),
    listId: idValue('list').exactOptional(),
    reason: z.enum(reasonsFromOutside),
    ...entered,
  })
  .superRefine(({ scope, listId }, context) => {
    if ((scope === 'list') === (listId !== undefined)) return;
    const message =
      scope === 'list' ? 'Say which list: scope "list" needs listId.' : `Scope "${scope}" takes no listId.`;
    context.addIssue({ code: 'custom', path: ['listId'], message });
  });

const farthestMs = 366 * 86_400_000;

/** What somebody wants short of a "no". */
export const newWishSchema = z.discriminatedUnion('scope', [
  z.strictObject({
    scope: z.literal('snooze'),
    email: emailValue,
    until: z.iso
      .datetime({ offset: true })
      .transform((text) => new Date(text))
      .refine(
        (at) => at.getTime() > Date.now() && at.getTime() <= Date.now() + farthestMs,
        'until must be within a year from now.',
      )
      .meta({ description: 'No newsletter of the workspace until then.' }),
    ...entered,
  }),
  z.strictObject({
    scope: z.literal('fewer'),
    email: emailValue,
    most: z.int().min(1).max(1_000).meta({ description: 'At most so many newsletters …' }),
    days: z.int().min(1).max(366).meta({ description: '… in so many days.' }),
    ...entered,
  }),
]);

/** A lift undoes a "no": it takes a reason in words. */
export const liftSchema = z.strictObject({
  reason: z
    .string()
    .max(2_000)
    .refine((text) => text.trim() !== '', 'Give the reason in words.'),
});

/** A suppression as the API shows it. The address is masked: the list itself is personal data. */
export const suppressionSchema = z
  .strictObject({
    id: idView('suppression'),
    scope: z.string(),
    listId: idView('list').nullable(),
    reason: z.string(),
    source: z.string(),
    note: z.string().nullable(),
    maskedEmail: z.string(),
    contactId: idView('contact').nullable().meta({ description: 'The contact who has this address now.' }),
    suppressedAt: timeView,
    until: timeView.nullable().meta({ description: 'When a snooze ends.' }),
    most: z.int().nullable().meta({ description: 'At most so many newsletters in `days`, for scope "fewer".' }),
    days: z.int().nullable(),
    liftedAt: timeView.nullable(),
    liftedBy: z.string().nullable(),
    liftReason: z.string().nullable(),
  })
  .meta({ id: 'Suppression', description: 'Do not write to this address. A lifted one is history and stays visible.' });

/** What has become of a new suppression. */
export const leftSchema = suppressionSchema
  .extend({
    outcome: z.enum(['added', 'renewed', 'stood']),
    takenBack: z.int().meta({ description: 'Letters that were waiting and are withheld now.' }),
    onTheWire: z.boolean().meta({ description: 'Whether a letter was still being transmitted after 5 seconds.' }),
    message: z.string(),
  })
  .meta({ id: 'Left' });

/** A suppression, in the shape of `suppressionSchema`. */
export function suppressionView(suppression: Suppression): z.infer<typeof suppressionSchema> {
  return {
    ...suppression,
    id: publicId('suppression', suppression.id),
    contactId: suppression.contactId === null ? null : publicId('contact', suppression.contactId),
    listId: suppression.listId === null ? null : publicId('list', suppression.listId),
    suppressedAt: suppression.suppressedAt.toISOString(),
    until: suppression.until?.toISOString() ?? null,
    liftedAt: suppression.liftedAt?.toISOString() ?? null,
  };
}
