import { publicId } from '@hikyaku/database';
import type { Suppression } from '@hikyaku/suppression';
import { z } from 'zod';
import { emailValue } from '../contacts/schema.ts';
import { idValue, idView, timeView } from '../http/value.ts';

/** The reasons that may be given from outside; `erased` belongs to erasing a person, which is another verb. */
const reasonsFromOutside = ['unsubscribed', 'complaint', 'invalid-address', 'manual', 'imported'] as const;

/** What somebody says who must not be written to. */
export const newSuppressionSchema = z
  .strictObject({
    email: emailValue,
    scope: z.enum(['list', 'marketing', 'all']).meta({
      description: 'How much it stops: one list, all marketing of the workspace, or everything from it.',
    }),
    listId: idValue('list').exactOptional(),
    reason: z.enum(reasonsFromOutside),
    note: z.string().max(2_000).exactOptional().meta({ description: 'Evidence in words: channel, operator, ticket.' }),
  })
  .superRefine(({ scope, listId }, context) => {
    if ((scope === 'list') === (listId !== undefined)) return;
    const message =
      scope === 'list' ? 'Say which list: scope "list" needs listId.' : `Scope "${scope}" takes no listId.`;
    context.addIssue({ code: 'custom', path: ['listId'], message });
  });

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
    suppressedAt: timeView,
    liftedAt: timeView.nullable(),
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
    listId: suppression.listId === null ? null : publicId('list', suppression.listId),
    suppressedAt: suppression.suppressedAt.toISOString(),
    liftedAt: suppression.liftedAt?.toISOString() ?? null,
  };
}
