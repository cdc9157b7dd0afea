import { LetterRefusedError } from '../errors.ts';

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

/** What is signed of a header: the names as h= lists them, and the places of the fields they stand for. */
export type SignedFields = { names: string; chosen: readonly number[] };

/**
 * Which names h= lists, in order, and the fields they stand for, the last of a name first (RFC 6376 §5.4.2). Headers with the same
 * names in the same order have the same answer, which is worked out once. Throws a LetterRefusedError unless there is exactly one From.
 */
export function signedFields(fields: readonly { readonly name: string }[]): SignedFields {
  let shape = '';
  for (const { name } of fields) shape += `${name}:`;
  const known = shapes.get(shape);
  if (known !== undefined) return known;
  const made = choose(fields);
  if (shapes.size >= mostShapes) shapes.clear();
  shapes.set(shape, made);
  return made;
}

const shapes = new Map<string, SignedFields>();
/** A product writes a handful; a caller's own extra fields may make more. */
const mostShapes = 200;

function choose(fields: readonly { readonly name: string }[]): SignedFields {
  const places = new Map<string, number[]>();
  for (const [place, { name }] of fields.entries()) places.set(name, [place, ...(places.get(name) ?? [])]);
  if (places.get('from')?.length !== 1) {
    throw new LetterRefusedError('From', 'does not occur exactly once', 'sign the bytes that compose makes');
  }
  const names: string[] = [];
  const chosen: number[] = [];
  for (const name of signed) {
    for (const place of places.get(name) ?? []) {
      names.push(name);
      chosen.push(place);
    }
    if (alsoWhenAbsent.has(name)) names.push(name);
  }
  return { names: names.join(':'), chosen };
}
