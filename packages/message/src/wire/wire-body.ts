import { boundaryOf } from '../boundary.ts';
import { type WireField, wireField } from './wire-field.ts';
import type { WireWriter } from './wire-writer.ts';

/** A body of a letter: its words, and in a letter of both, text before HTML (RFC 2046 §5.1.4). */
export type BodyPart = 'text' | 'html';

/** What a writer's octets became: MIME fields, and the body, which is valid until the writer is reset. */
export type WireBody = { fields: WireField[]; octets: Buffer };

/**
 * Writes one letter's body with the MIME structure that `compose` gives it: `words` writes one part after the other;
 * what it answers is handed on.
 * White space is such that DKIM's relaxed form is what is written, so a body hash is that of the octets themselves.
 */
export function wireBody<Answer>(
  writer: WireWriter,
  parts: readonly BodyPart[],
  messageId: string,
  words: (begin: (part: BodyPart) => void) => Answer,
): WireBody & { answer: Answer } {
  const boundary = parts.length > 1 ? boundaryOf(messageId) : undefined;
  let opened = 0;
  writer.reset();
  const answer = words((part) => {
    if (boundary !== undefined) writer.raw(`${opened++ === 0 ? '' : '\r\n'}--${boundary}\r\n${partFields[part]}\r\n`);
  });
  writer.raw(boundary === undefined ? '\r\n' : `\r\n--${boundary}--\r\n`);
  const octets = boundary === undefined ? withoutEmptyEnd(writer.written()) : writer.written();
  return { fields: fieldsOf(parts, boundary), octets, answer };
}

const encoding = 'Content-Transfer-Encoding: quoted-printable';
const contentType: Readonly<Record<BodyPart, string>> = {
  text: 'Content-Type: text/plain; charset=utf-8',
  html: 'Content-Type: text/html; charset=utf-8',
};
const partFields: Readonly<Record<BodyPart, string>> = {
  text: `${contentType.text}\r\n${encoding}\r\n`,
  html: `${contentType.html}\r\n${encoding}\r\n`,
};
const singleFields: Readonly<Record<BodyPart, WireField[]>> = {
  text: [wireField(contentType.text), wireField(encoding)],
  html: [wireField(contentType.html), wireField(encoding)],
};

function fieldsOf(parts: readonly BodyPart[], boundary: string | undefined): WireField[] {
  if (boundary !== undefined) return [wireField(`Content-Type: multipart/alternative;\r\n boundary="${boundary}"`)];
  return parts.flatMap((part) => singleFields[part]);
}

/** DKIM's relaxed form knows no empty lines at the end of a body (RFC 6376 §3.4.4); so none are sent. */
function withoutEmptyEnd(octets: Buffer): Buffer {
  let end = octets.length;
  while (end >= 4 && octets[end - 3] === 0x0a) end -= 2;
  return octets.subarray(0, end);
}
