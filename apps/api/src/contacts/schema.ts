import { type Contact, consentBases, type Subscription } from '@hikyaku/audience';
import { publicId } from '@hikyaku/database';
import { z } from 'zod';
import { idValue, idView, timeView } from '../http/value.ts';

/** An address as somebody writes it; whether it is one is decided in one place, with a sentence. */
export const emailValue = z
  .string()
  .min(1)
  .max(1_000)
  .meta({ examples: ['hanako@example.jp'] });

/** Why a person may be written to. */
export const basisValue = z.enum(consentBases).meta({
  description: 'The ground on which this person may be written to (特定電子メール法 3条1項).',
});

const fieldChanges = z
  .record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()]))
  .meta({ description: 'Fields for {{contact.<name>}}. What is named replaces, null removes, the rest stays.' });

const consent = z.strictObject({
  basis: basisValue,
  source: z
    .string()
    .min(1)
    .max(500)
    .meta({ examples: ['申込フォーム 2026年春'] }),
  at: z.iso
    .datetime({ offset: true })
    .transform((text) => new Date(text))
    .exactOptional()
    .meta({ description: 'When it was given; now when left out.' }),
  evidence: fieldChanges.exactOptional(),
});

const lists = z.array(idValue('list')).max(100);

/** What makes a contact, or is merged into the one that has the address. */
export const newContactSchema = z.strictObject({
  email: emailValue,
  fields: fieldChanges.exactOptional(),
  lists: lists.exactOptional(),
  consent: consent.exactOptional(),
  confirm: z
    .boolean()
    .exactOptional()
    .meta({ description: 'Double opt-in: join as pending until the person confirms.' }),
});

/** What changes about a contact. */
export const contactChangeSchema = z.strictObject({
  email: emailValue.exactOptional(),
  fields: fieldChanges.exactOptional(),
  lists: lists.exactOptional().meta({ description: 'The whole set afterwards; joining another needs `consent`.' }),
  consent: consent.exactOptional(),
});

const scope = z.enum(['list', 'marketing', 'all', 'invalid']);

const subscriptionSchema = z.strictObject({
  list: idView('list'),
  name: z.string(),
  state: z.enum(['pending', 'active', 'left']),
  basis: z.enum(consentBases),
  source: z.string(),
  joinedAt: timeView,
  confirmedAt: timeView.nullable(),
  suppressed: z.array(scope).meta({ description: "The scopes that stop this list's letters to this person." }),
});

/** A contact as the API shows it. */
export const contactSchema = z
  .strictObject({
    id: idView('contact'),
    email: z.string(),
    name: z.string().nullable().meta({ description: 'What they are called, by fields such as name or 氏名.' }),
    fields: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
    lists: z.array(subscriptionSchema),
    suppressed: z.array(scope).meta({ description: 'Every scope the address is suppressed for, whatever the list.' }),
    createdAt: timeView,
    updatedAt: timeView,
  })
  .meta({ id: 'Contact', description: "A person's address and fields, and the lists they are on." });

/** A contact, in the shape of `contactSchema`. */
export function contactView(contact: Contact): z.infer<typeof contactSchema> {
  return {
    id: publicId('contact', contact.id),
    email: contact.email,
    name: contact.name,
    fields: contact.fields,
    lists: contact.lists.map(subscriptionView),
    suppressed: contact.suppressed,
    createdAt: contact.createdAt.toISOString(),
    updatedAt: contact.updatedAt.toISOString(),
  };
}

function subscriptionView(subscription: Subscription): z.infer<typeof subscriptionSchema> {
  const { listId, listName, joinedAt, confirmedAt, ...rest } = subscription;
  return {
    ...rest,
    list: publicId('list', listId),
    name: listName,
    joinedAt: joinedAt.toISOString(),
    confirmedAt: confirmedAt?.toISOString() ?? null,
  };
}
