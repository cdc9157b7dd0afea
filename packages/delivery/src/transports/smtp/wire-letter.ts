import type { ClearedLetter } from '@hikyaku/suppression';
import type { Transmission } from '../../transport.ts';
import type { Extensions } from './extensions.ts';
import { wireForm } from './wire-form.ts';

/** A letter in the form that goes on the wire, dots stuffed and the final dot behind it; `sizeBytes` is its size before that. */
export type WireLetter = { envelope: ClearedLetter['envelope']; sizeBytes: number; octets: readonly Buffer[] };

/**
 * Makes a letter ready for a server that offers this, or refuses it: nothing of it may be written then. The refusal has the form of
 * the server's own, with the codes that RFC 1870, 6531 and 3463 name for the case.
 */
export function wireLetter(
  { envelope, bytes, fit }: Pick<ClearedLetter, 'envelope' | 'bytes'> & Partial<Pick<ClearedLetter, 'fit'>>,
  { size }: Pick<Extensions, 'size'>,
): { ok: true; letter: WireLetter } | { ok: false; refusal: Transmission } {
  const unfit =
    pathRefusal('mail', '5.1.7', envelope.from) ??
    pathRefusal('rcpt', '5.1.3', envelope.to) ??
    sizeRefusal(bytes.length, size);
  if (unfit !== undefined) return { ok: false, refusal: unfit };
  const sizeBytes = bytes.length;
  // What is fit by how it was made is not read again: that would take 20 µs.
  if (fit?.bytes === bytes) return { ok: true, letter: { envelope, sizeBytes, octets: [fit.bytesAndDot] } };
  const form = wireForm(bytes);
  return form.ok
    ? { ok: true, letter: { envelope, sizeBytes, octets: [form.bytes, finalDot] } }
    : { ok: false, refusal: refusal('mail', 554, '5.6.0', `the letter cannot be sent: ${form.problem}`) };
}

const finalDot = Buffer.from('.\r\n');

/** The null sender is a path too; a recipient is never empty. */
function pathRefusal(stage: 'mail' | 'rcpt', malformed: string, path: string): Transmission | undefined {
  if (path.length <= 254 && plainMailbox.test(path)) return undefined;
  // A mailbox name that is not ASCII needs SMTPUTF8, and so would the letter's own header, which is 7-bit (RFC 6531 §3.4, EAI-1).
  if (!/^\p{ASCII}*$/u.test(path)) return refusal(stage, 553, '5.6.7', 'the address is not ASCII');
  // CR, LF and NUL end a command early: that is how letters are smuggled.
  if (!/^[ -~]*$/.test(path)) return refusal(stage, 553, malformed, 'the address holds control characters');
  const isPath = (stage === 'mail' && path === '') || mailbox.test(path);
  return isPath ? undefined : refusal(stage, 553, malformed, 'the address is no mailbox');
}

/** What most paths are. */
const plainMailbox = /^[\w.+=-]+@[\w.-]+$/;

/** Local part, quoted or not, and a domain or an address literal: nothing that could end the path or add a parameter. */
const mailbox = /^(?=.{1,254}$)(?:"(?:[^"\\]|\\.)*"|[^\s"<>()@,;:\\]+)@[^\s"<>()@,;\\]+$/;

/** An advertised limit of 0 is none (RFC 1870 §4). */
function sizeRefusal(octets: number, limit: number | undefined): Transmission | undefined {
  if (limit === undefined || limit === 0 || octets <= limit) return undefined;
  return refusal('mail', 552, '5.3.4', `larger than the server takes (${limit} bytes)`);
}

function refusal(stage: 'mail' | 'rcpt', code: number, enhanced: string, text: string): Transmission {
  return { kind: 'replied', stage, reply: { code, enhanced, text } };
}
