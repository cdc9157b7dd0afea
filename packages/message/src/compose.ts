import { boundaryBase, boundaryPrefix } from './boundary.ts';
import { LetterRefusedError } from './errors.ts';
import type { Letter } from './letter.ts';
import { letterHeader } from './letter-header.ts';
import { requiresUnsubscribe } from './message-class.ts';
import { fieldName, takeApart } from './raw-message.ts';
import { wireProblem } from './wire-limits.ts';

/**
 * The bytes of a letter as they go on the wire, but for DKIM and dot-stuffing: CRLF, 7-bit, no line over 998 octets. The
 * same letter always gives the same bytes. Throws a LetterRefusedError for a letter that must not leave.
 */
export async function compose(letter: Letter): Promise<Buffer> {
  const header = letterHeader(letter);
  assertBodies(letter);
  const mime = await composeMime(letter);
  const fields = [...header, 'MIME-Version: 1.0', ...mime.fields];
  const bytes = Buffer.concat([Buffer.from(`${fields.join('\r\n')}\r\n\r\n`, 'latin1'), mime.body]);
  const problem = wireProblem(bytes);
  if (problem !== undefined)
    throw new LetterRefusedError('The message', `cannot be sent: ${problem}`, 'change its content');
  return bytes;
}

function assertBodies(letter: Letter): void {
  if (letter.text.trim() !== '') return;
  if (requiresUnsubscribe(letter.class)) {
    throw new LetterRefusedError('The text part', `of a ${letter.class} letter is empty`, 'write one beside the HTML');
  }
  if (letter.html.trim() === '') throw new LetterRefusedError('The letter', 'has neither text nor HTML', 'write one');
}

/**
 * The MIME fields and body: text first, then HTML (RFC 2046 §5.1.4), as nodemailer encodes them. Its own header is left
 * behind, since it folds List-Unsubscribe, replaces line breaks in values silently and does not watch line lengths.
 */
async function composeMime(letter: Letter): Promise<{ fields: string[]; body: Buffer }> {
  // Read when it is needed: letters written straight for the wire do without.
  const { default: MailComposer } = await import('nodemailer/lib/mail-composer');
  const composer = new MailComposer({
    ...(letter.text.trim() === '' ? {} : { text: wireText(letter.text) }),
    ...(letter.html.trim() === '' ? {} : { html: wireText(letter.html) }),
    boundaryPrefix,
    baseBoundary: boundaryBase(letter.messageId),
    newline: 'windows',
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  const { fields, body } = takeApart(await composer.compile().build());
  return { fields: fields.filter((field) => fieldName(field).startsWith('content-')), body };
}

/** Line ends as CRLF; lone surrogates as U+FFFD, said here so that no encoder decides it otherwise. */
function wireText(text: string): string {
  return text.toWellFormed().replace(/\r\n|\r|\n/g, '\r\n');
}
