import { fieldName } from '../raw-message.ts';

/**
 * Signed once more than they occur, also when they do not occur: adding one then breaks the signature. The List-Unsubscribe
 * pair must be signed anyway (RFC 8058 §4).
 */
const overSigned = [
  'from',
  'to',
  'subject',
  'date',
  'reply-to',
  'message-id',
  'mime-version',
  'content-type',
  'list-unsubscribe',
  'list-unsubscribe-post',
];

/** Signed as often as they occur (RFC 6376 §5.4.1; Feedback-ID for Gmail, CFBL for RFC 9477). */
const signedWherePresent = [
  'sender',
  'cc',
  'content-transfer-encoding',
  'in-reply-to',
  'references',
  'auto-submitted',
  'list-id',
  'list-help',
  'list-owner',
  'list-post',
  'list-archive',
  'list-subscribe',
  'feedback-id',
  'cfbl-address',
  'cfbl-feedback-id',
  'bimi-selector',
];

/** Which names h= lists, in order, and the fields they stand for, the last of a name first (RFC 6376 §5.4.2). */
export function signedFields(fields: readonly string[]): { names: string[]; fields: string[] } {
  const names: string[] = [];
  const chosen: string[] = [];
  for (const name of [...overSigned, ...signedWherePresent]) {
    const present = fields.filter((field) => fieldName(field) === name).toReversed();
    chosen.push(...present);
    names.push(...present.map(() => name), ...(overSigned.includes(name) ? [name] : []));
  }
  return { names, fields: chosen };
}
