import { boundaryOf } from '../boundary.ts';
import type { HeaderParts } from '../letter-header.ts';
import { type WireField, wireField } from './wire-field.ts';
import type { WireWriter, WrittenBody } from './wire-writer.ts';

/** A body of a letter: its words, and in a letter of both, text before HTML (RFC 2046 §5.1.4). */
export type BodyPart = 'text' | 'html';

/**
 * Writes one letter's body with the MIME structure that `compose` gives it: `words` writes one part after the other;
 * what it answers is handed on. White space is such that DKIM's relaxed form is what is written, so a body hash is that of the octets themselves.
 */
export function wireBody<Answer>(
  writer: WireWriter,
  parts: readonly BodyPart[],
  messageId: string,
  words: (begin: (part: BodyPart) => void) => Answer,
): { body: WrittenBody; answer: Answer } {
  const boundary = parts.length > 1 ? boundaryOf(messageId) : undefined;
  let opened = 0;
  writer.begin();
  const answer = words((part) => {
    if (boundary !== undefined) writer.raw(`${opened++ === 0 ? '' : '\r\n'}--${boundary}\r\n${partFields[part]}\r\n`);
  });
  writer.raw(boundary === undefined ? '\r\n' : `\r\n--${boundary}--\r\n`);
  const body = writer.end(finalDot.length);
  return { body: boundary === undefined ? withoutEmptyEnd(body) : body, answer };
}

/** What ends a letter on the wire, behind its body (RFC 5321 §4.1.1.4). */
export const finalDot = '.\r\n';

/** The MIME fields of a letter with such a body, in the order of `compose`. */
export function mimeParts(parts: readonly BodyPart[]): HeaderParts<WireField> {
  if (parts.length === 1) return [mimeVersion, ...parts.flatMap((part) => singleFields[part])];
  const multipart = ({ messageId }: { messageId: string }) =>
    wireField(`Content-Type: multipart/alternative;\r\n boundary="${boundaryOf(messageId)}"`);
  return [mimeVersion, multipart];
}

const mimeVersion = wireField('MIME-Version: 1.0');

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

/** DKIM's relaxed form knows no empty lines at the end of a body (RFC 6376 §3.4.4); so none are sent. */
function withoutEmptyEnd({ sheet, from, to }: WrittenBody): WrittenBody {
  let end = to;
  while (end - from >= 4 && sheet.octets[end - 3] === 0x0a) end -= 2;
  return { sheet, from, to: end };
}
