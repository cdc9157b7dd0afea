import { LetterRefusedError } from './errors.ts';
import { extraFields } from './extra-field.ts';
import { singleLineField, textField } from './header-field.ts';
import { assertHeaderSafe } from './header-safety.ts';
import type { Letter } from './letter.ts';
import { listIdField } from './list-id.ts';
import { listUnsubscribeFields, type Unsubscribe } from './list-unsubscribe.ts';
import { mailboxAddress, mailboxField } from './mailbox.ts';
import { type MessageClass, requiresUnsubscribe } from './message-class.ts';

const longestSubjectBytes = 500;

/** What all letters of a sending have in common in their header. */
export type SharedHeader = Pick<
  Letter,
  'class' | 'from' | 'replyTo' | 'listId' | 'feedbackId' | 'autoSubmitted' | 'extraFields'
>;

/** What each letter has of its own in its header. */
export type OwnHeader = Pick<Letter, 'to' | 'subject' | 'date' | 'messageId' | 'unsubscribe'>;

/**
 * The header fields of a letter in the order they are written, folded, without their last CRLF: everything but MIME.
 * Throws a LetterRefusedError for a letter that must not leave.
 */
export function letterHeader(letter: Letter): string[] {
  return headerFrame(letter, (field) => field)(letter);
}

/**
 * Makes the shared fields once and answers a function that adds a letter's own, in the same order; `form` is applied to
 * each field. Both throw a LetterRefusedError for what must not leave.
 */
export function headerFrame<Field>(shared: SharedHeader, form: (field: string) => Field): (own: OwnHeader) => Field[] {
  const from = form(mailboxField('From', shared.from));
  const replyTo = shared.replyTo === undefined ? [] : [form(mailboxField('Reply-To', shared.replyTo))];
  const listId = listIdFields(shared).map(form);
  const last = [
    ...(shared.feedbackId === undefined ? [] : [feedbackIdField(shared.feedbackId)]),
    ...(shared.autoSubmitted === true ? [singleLineField('Auto-Submitted', 'auto-generated')] : []),
    ...extraFields(shared.extraFields ?? []),
  ].map(form);
  const subject = keepLast((text: string) => form(subjectField(text)));
  const date = keepLast((second: number) => form(dateField(new Date(second * 1000))));
  return (own) => [
    from,
    form(mailboxField('To', own.to)),
    ...replyTo,
    subject(own.subject),
    date(Math.floor(own.date.getTime() / 1000)),
    form(messageIdField(own.messageId)),
    ...listId,
    ...unsubscribeFields(shared.class, own.unsubscribe).map(form),
    ...last,
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

function unsubscribeFields(messageClass: MessageClass, unsubscribe: Unsubscribe | undefined): string[] {
  if (unsubscribe !== undefined) return listUnsubscribeFields(unsubscribe);
  if (!requiresUnsubscribe(messageClass)) return [];
  throw new LetterRefusedError(
    'List-Unsubscribe',
    `is missing from a ${messageClass} letter`,
    'give its one-click URL',
  );
}

function feedbackIdField(feedbackId: string): string {
  assertHeaderSafe('Feedback-ID', feedbackId);
  if (/^[!-9;-~]*(?::[!-9;-~]*){0,2}:[!-9;-~]{5,15}$/.test(feedbackId))
    return singleLineField('Feedback-ID', feedbackId);
  const advice = 'write up to three names and a sender name of 5 to 15 characters, with ":" between them';
  throw new LetterRefusedError('Feedback-ID', `is ${JSON.stringify(feedbackId)}`, advice);
}
