import type { Message, Sent } from '@hikyaku/campaigns';
import { deliveryStates } from '@hikyaku/ledger';
import { messageClasses } from '@hikyaku/message';
import { z } from 'zod';
import { valueProblemSchema } from '../campaigns/lifecycle-schema.ts';
import { campaignProblem } from '../campaigns/problem-reply.ts';
import { contentShape, fromValue } from '../campaigns/schema.ts';
import { emailValue } from '../contacts/schema.ts';
import { letterIdView, publicLetterId } from '../http/letter-id.ts';
import { lineValue, timeView } from '../http/value.ts';

const recipient = z.union([
  emailValue.transform((email) => ({ email })),
  z.strictObject({ email: emailValue, name: lineValue(200).exactOptional() }),
]);

/** One transactional letter to hand in. Marketing goes by campaign. */
export const newMessageSchema = z.strictObject({
  to: recipient,
  from: fromValue,
  replyTo: emailValue.exactOptional(),
  subject: lineValue(500),
  preheader: lineValue(500).exactOptional(),
  locale: z.enum(['ja', 'en']).exactOptional(),
  class: z.enum(messageClasses),
  ...z.strictObject(contentShape).exactPartial().shape,
});

/** What became of a letter that was handed in. */
export const sentSchema = z
  .strictObject({
    id: letterIdView('msg'),
    state: z.enum(['queued', 'withheld']),
    reason: z.string().nullable(),
    warnings: z.array(valueProblemSchema),
  })
  .meta({ id: 'SentMessage' });

/** A message and its fate. */
export const messageSchema = z
  .strictObject({
    id: letterIdView('msg'),
    class: z.string(),
    to: z.string(),
    subject: z.string(),
    state: z.enum(deliveryStates),
    reason: z.string().nullable(),
    reply: z.string().nullable(),
    attempts: z.int(),
    createdAt: timeView,
    settledAt: timeView.nullable(),
  })
  .meta({ id: 'Message' });

/** A letter just handed in, in the shape of `sentSchema`. */
export function sentView(sent: Sent): z.infer<typeof sentSchema> {
  return {
    id: publicLetterId('msg', sent.ref),
    state: sent.kind,
    reason: sent.kind === 'withheld' ? sent.reason : null,
    warnings: sent.warnings.map(campaignProblem),
  };
}

/** A message, in the shape of `messageSchema`. */
export function messageView({ ref, createdAt, settledAt, ...message }: Message): z.infer<typeof messageSchema> {
  return {
    ...message,
    id: publicLetterId('msg', ref),
    createdAt: createdAt.toISOString(),
    settledAt: settledAt?.toISOString() ?? null,
  };
}
