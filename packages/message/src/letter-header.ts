import { LetterRefusedError } from './errors.ts';
import { extraFields } from './extra-field.ts';
import { singleLineField, textField } from './header-field.ts';
import { assertHeaderSafe } from './header-safety.ts';
import type { Letter } from './letter.ts';
import { listIdField } from './list-id.ts';
import { listUnsubscribeFields } from './list-unsubscribe.ts';
import { mailboxAddress, mailboxField } from './mailbox.ts';
import { requiresUnsubscribe } from './message-class.ts';

const longestSubjectBytes = 500;

/**
 * The header fields of a letter in the order they are written, folded, without their last CRLF: everything but MIME.
 * Throws a LetterRefusedError for a letter that must not leave.
 */
export function letterHeader(letter: Letter): string[] {
  return [
    mailboxField('From', letter.from),
    mailboxField('To', letter.to),
    ...(letter.replyTo === undefined ? [] : [mailboxField('Reply-To', letter.replyTo)]),
    subjectField(letter.subject),
    dateField(letter.date),
    messageIdField(letter.messageId),
    ...listFields(letter),
    ...(letter.feedbackId === undefined ? [] : [feedbackIdField(letter.feedbackId)]),
    ...(letter.autoSubmitted === true ? [singleLineField('Auto-Submitted', 'auto-generated')] : []),
    ...extraFields(letter.extraFields ?? []),
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

function listFields(letter: Letter): string[] {
  if (letter.unsubscribe === undefined && requiresUnsubscribe(letter.class)) {
    throw new LetterRefusedError(
      'List-Unsubscribe',
      `is missing from a ${letter.class} letter`,
      'give its one-click URL',
    );
  }
  const domain = mailboxAddress('From', letter.from).domain;
  return [
    ...(letter.listId === undefined ? [] : [listIdField(letter.listId, domain)]),
    ...(letter.unsubscribe === undefined ? [] : listUnsubscribeFields(letter.unsubscribe)),
  ];
}

function feedbackIdField(feedbackId: string): string {
  assertHeaderSafe('Feedback-ID', feedbackId);
  if (/^[!-9;-~]*(?::[!-9;-~]*){0,2}:[!-9;-~]{5,15}$/.test(feedbackId))
    return singleLineField('Feedback-ID', feedbackId);
  const advice = 'write up to three names and a sender name of 5 to 15 characters, with ":" between them';
  throw new LetterRefusedError('Feedback-ID', `is ${JSON.stringify(feedbackId)}`, advice);
}
