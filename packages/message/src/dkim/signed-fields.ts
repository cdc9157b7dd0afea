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

const signed = [...overSigned, ...signedWherePresent];
const alsoWhenAbsent = new Set(overSigned);

/** Which names h= lists, in order, and the fields they stand for, the last of a name first (RFC 6376 §5.4.2). */
export function signedFields<Field extends { name: string }>(
  fields: readonly Field[],
): { names: string[]; fields: Field[] } {
  const byName = new Map<string, Field[]>();
  for (const field of fields) {
    const present = byName.get(field.name);
    if (present === undefined) byName.set(field.name, [field]);
    else present.unshift(field);
  }
  const names: string[] = [];
  const chosen: Field[] = [];
  for (const name of signed) {
    for (const field of byName.get(name) ?? []) {
      names.push(name);
      chosen.push(field);
    }
    if (alsoWhenAbsent.has(name)) names.push(name);
  }
  return { names, fields: chosen };
}
