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

/** A letter's final bytes, and what to call when nobody reads them any more: the next letter is written over them. */
export type WrittenLetter = { bytes: Buffer; done: () => void };

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
  const { octets, giveBack } = paper.take(end);
  octets.write(`${head}\r\n`, room, 'latin1');
  octets.set(body.octets, room + head.length + 2);
  try {
    // The body is within all limits by construction; header values come from people.
    const problem = wireProblem(octets.subarray(room, room + head.length));
    if (problem !== undefined) {
      throw new LetterRefusedError('The header', `cannot be sent: ${problem}`, 'change its content');
    }
    if (signers.length === 0) return { bytes: octets.subarray(0, end), done: giveBack };
    const bodyHash = hash('sha256', body.octets, 'buffer');
    const signatures = await signPrepared({ headerFields, bodyHash }, signers, now);
    const start = room - signatures.length;
    if (start < 0) {
      return { bytes: Buffer.concat([Buffer.from(signatures, 'latin1'), octets.subarray(room, end)]), done: giveBack };
    }
    octets.write(signatures, start, 'latin1');
    return { bytes: octets.subarray(start, end), done: giveBack };
  } catch (error) {
    giveBack();
    throw error;
  }
}
