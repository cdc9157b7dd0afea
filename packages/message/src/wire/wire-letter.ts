import { hash } from 'node:crypto';
import { LetterRefusedError } from '../errors.ts';
import type { DkimSigner } from '../dkim/signer.ts';
import { signPrepared } from '../dkim/sign.ts';
import { wireProblem } from '../wire-limits.ts';
import type { Paper } from './paper.ts';
import type { WireBody } from './wire-body.ts';
import { type WireField, wireField } from './wire-field.ts';

const mimeVersion = wireField('MIME-Version: 1.0');

/** Room kept for each signature before the header is known to need it: a key of 4096 bits and long names fit. */
const signatureRoom = 1_400;

/**
 * A letter that is known to be fit for the wire because of how it was made: 7-bit lines of at most 998 octets, each ended by CRLF and
 * nothing else, none of which begins with a dot. Only `wireLetter` makes one, so that whoever writes it need not read it through.
 */
class Fit {
  readonly bytes: Buffer;
  /** The same octets with the final dot behind them (RFC 5321 §4.1.1.4), to be written in one piece. */
  readonly bytesAndDot: Buffer;
  // A private member makes the type nominal.
  protected readonly made = true;

  constructor(bytesAndDot: Buffer) {
    this.bytes = bytesAndDot.subarray(0, -finalDot.length);
    this.bytesAndDot = bytesAndDot;
  }
}

/** See `Fit`. */
export type FitLetter = Fit;

/** A letter as it goes on the wire, and what to call when nobody reads it any more: the next letter is written over it. */
export type WrittenLetter = { letter: FitLetter; done: () => void };

const finalDot = '.\r\n';

/**
 * The final bytes of a letter, signed: signatures, header, MIME fields, body. The body's octets are copied before this first
 * waits, so that their writer may go on to the next letter at once.
 */
export async function wireLetter(
  header: readonly WireField[],
  body: WireBody,
  signers: readonly DkimSigner[],
  now: Date,
  paper: Paper,
): Promise<WrittenLetter> {
  const headerFields = [...header, mimeVersion, ...body.fields];
  let head = '';
  for (const field of headerFields) head += `${field.raw}\r\n`;
  const room = signers.length * signatureRoom;
  const end = room + head.length + 2 + body.octets.length;
  const { octets, giveBack } = paper.take(end + finalDot.length);
  octets.write(`${head}\r\n`, room, 'latin1');
  octets.set(body.octets, room + head.length + 2);
  octets.write(finalDot, end, 'latin1');
  const upTo = end + finalDot.length;
  try {
    // The body is within all limits by construction; header values come from people.
    const problem = wireProblem(octets.subarray(room, room + head.length));
    if (problem !== undefined) {
      throw new LetterRefusedError('The header', `cannot be sent: ${problem}`, 'change its content');
    }
    if (signers.length === 0) return { letter: new Fit(octets.subarray(0, upTo)), done: giveBack };
    const bodyHash = hash('sha256', body.octets, 'buffer');
    const signatures = await signPrepared({ headerFields, bodyHash }, signers, now);
    const start = room - signatures.length;
    if (start < 0) {
      const whole = Buffer.concat([Buffer.from(signatures, 'latin1'), octets.subarray(room, upTo)]);
      return { letter: new Fit(whole), done: giveBack };
    }
    octets.write(signatures, start, 'latin1');
    return { letter: new Fit(octets.subarray(start, upTo)), done: giveBack };
  } catch (error) {
    giveBack();
    throw error;
  }
}
