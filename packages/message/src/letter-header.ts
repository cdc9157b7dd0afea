import { LetterRefusedError } from './errors.ts';
import { extraFields } from './extra-field.ts';
import { singleLineField, textField } from './header-field.ts';
import { assertHeaderSafe } from './header-safety.ts';
import type { Letter } from './letter.ts';
import { listIdField } from './list-id.ts';
import { listUnsubscribeField, oneClickField } from './list-unsubscribe.ts';
import { mailboxAddress, mailboxField } from './mailbox.ts';
import { type MessageClass, requiresUnsubscribe } from './message-class.ts';

const longestSubjectBytes = 500;

/** What all letters of a sending have in common in their header. */
export type SharedHeader = Pick<
  Letter,
  'class' | 'from' | 'replyTo' | 'listId' | 'feedbackId' | 'autoSubmitted' | 'extraFields'
>;

/** What each letter has of its own in its header. */
export type OwnHeader = Pick<Letter, 'to' | 'subject' | 'date' | 'messageId' | 'unsubscribe' | 'replyAlso'>;

/** A header in its order: the fields that all letters of a sending share, and makers of those that each letter has of its own. */
export type HeaderParts<Field> = readonly (Field | ((own: OwnHeader) => Field))[];

/**
 * The header fields of a letter in the order they are written, folded, without their last CRLF: everything but MIME.
 * Throws a LetterRefusedError for a letter that must not leave.
 */
export function letterHeader(letter: Letter): string[] {
  const parts = headerParts<string>(letter, (field) => field, letter);
  return parts.map((part) => (typeof part === 'string' ? part : part(letter)));
}

/**
 * Makes the shared fields once, and makers of the others; `form` is applied to each field. Letters of the same parts all have a way
 * out, or none has, as `one` of them does; so with `replyAlso`. Parts and makers throw a LetterRefusedError for what must not leave.
 */
export function headerParts<Field>(
  shared: SharedHeader,
  form: (field: string) => Field,
  one: Pick<OwnHeader, 'unsubscribe' | 'replyAlso'>,
): HeaderParts<Field> {
  const date = keepLast((second: number) => form(dateField(new Date(second * 1000))));
  const subject = keepLast((text: string) => form(subjectField(text)));
  return [
    form(mailboxField('From', shared.from)),
    ({ to }: OwnHeader) => form(mailboxField('To', to)),
    ...replyToParts(shared, form, one.replyAlso !== undefined),
    (own: OwnHeader) => subject(own.subject),
    (own: OwnHeader) => date(Math.floor(own.date.getTime() / 1000)),
    ({ messageId }: OwnHeader) => form(messageIdField(messageId)),
    ...listIdFields(shared).map(form),
    ...unsubscribeParts(shared.class, form, one.unsubscribe !== undefined),
    ...(shared.feedbackId === undefined ? [] : [form(feedbackIdField(shared.feedbackId))]),
    ...(shared.autoSubmitted === true ? [form(singleLineField('Auto-Submitted', 'auto-generated'))] : []),
    ...extraFields(shared.extraFields ?? []).map(form),
  ];
}

/** Makes something only when it is asked for something else than the last time: one letter after the other says the same. */
function keepLast<Key, Made>(make: (key: Key) => Made): (key: Key) => Made {
  let last: { key: Key; made: Made } | undefined;
  return (key) => {
    if (last?.key !== key) last = { key, made: make(key) };
    return last.made;
  };
}

/** The sender's own mailbox first: a mail program that answers to one address alone takes that. */
function replyToParts<Field>(
  { from, replyTo }: SharedHeader,
  form: (field: string) => Field,
  withReplyAlso: boolean,
): HeaderParts<Field> {
  if (!withReplyAlso) return replyTo === undefined ? [] : [form(mailboxField('Reply-To', replyTo))];
  const asked = replyTo ?? from;
  const first = { ...asked, address: mailboxAddress('Reply-To', asked) };
  return [
    ({ replyAlso }: OwnHeader) =>
      form(replyAlso === undefined ? mailboxField('Reply-To', first) : mailboxField('Reply-To', first, replyAlso)),
  ];
}

function subjectField(subject: string): string {
  assertHeaderSafe('Subject', subject);
  if (subject.trim() === '') throw new LetterRefusedError('Subject', 'is empty', 'write one');
  const bytes = Buffer.byteLength(subject);
  if (bytes <= longestSubjectBytes) return textField('Subject', subject);
  throw new LetterRefusedError('Subject', `is ${bytes} bytes long`, `keep it within ${longestSubjectBytes}`);
}

/** RFC 5322 §3.3, always in UTC. */
function dateField(date: Date): string {
  if (Number.isNaN(date.getTime())) throw new LetterRefusedError('Date', 'is no point in time', 'give a valid date');
  return singleLineField('Date', date.toUTCString().replace('GMT', '+0000'));
}

function messageIdField(messageId: string): string {
  assertHeaderSafe('Message-ID', messageId);
  if (/^<[!-;=?A-~]+@[!-;=?A-~]+>$/.test(messageId)) return singleLineField('Message-ID', messageId);
  throw new LetterRefusedError('Message-ID', `is ${JSON.stringify(messageId)}`, 'write it as <unique@domain>');
}

function listIdFields({ listId, from }: SharedHeader): string[] {
  return listId === undefined ? [] : [listIdField(listId, mailboxAddress('From', from).domain)];
}

function unsubscribeParts<Field>(
  messageClass: MessageClass,
  form: (field: string) => Field,
  withUnsubscribe: boolean,
): HeaderParts<Field> {
  const missing = () =>
    new LetterRefusedError('List-Unsubscribe', `is missing from a ${messageClass} letter`, 'give its one-click URL');
  if (!withUnsubscribe && requiresUnsubscribe(messageClass)) throw missing();
  if (!withUnsubscribe) return [];
  return [
    ({ unsubscribe }: OwnHeader) => {
      if (unsubscribe === undefined) throw missing();
      return form(listUnsubscribeField(unsubscribe));
    },
    form(oneClickField),
  ];
}

function feedbackIdField(feedbackId: string): string {
  assertHeaderSafe('Feedback-ID', feedbackId);
  if (/^[!-9;-~]*(?::[!-9;-~]*){0,2}:[!-9;-~]{5,15}$/.test(feedbackId))
    return singleLineField('Feedback-ID', feedbackId);
  const advice = 'write up to three names and a sender name of 5 to 15 characters, with ":" between them';
  throw new LetterRefusedError('Feedback-ID', `is ${JSON.stringify(feedbackId)}`, advice);
}
