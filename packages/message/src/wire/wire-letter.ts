import { LetterRefusedError } from '../errors.ts';
import type { DkimSigner } from '../dkim/signer.ts';
import { signPrepared } from '../dkim/sign.ts';
import { wireProblem } from '../wire-limits.ts';
import type { WireBody } from './wire-body.ts';
import { type WireField, wireField } from './wire-field.ts';

const mimeVersion = wireField('MIME-Version: 1.0');

/** Room kept for each signature before the header is known to need it: a key of 4096 bits and long names fit. */
const signatureRoom = 1_400;

/**
 * The final bytes of a letter, signed: signatures, header, MIME fields, body. The body's octets are copied before this first
 * waits, so that their writer may go on to the next letter at once.
 */
export async function wireLetter(
  header: readonly WireField[],
  body: WireBody,
  signers: readonly DkimSigner[],
  now: Date,
): Promise<Buffer> {
  const headerFields = [...header, mimeVersion, ...body.fields];
  let head = '';
  for (const field of headerFields) head += `${field.raw}\r\n`;
  const room = signers.length * signatureRoom;
  const bytes = Buffer.allocUnsafe(room + head.length + 2 + body.octets.length);
  bytes.write(`${head}\r\n`, room, 'latin1');
  bytes.set(body.octets, room + head.length + 2);
  // The body is within all limits by construction; header values come from people.
  const problem = wireProblem(bytes.subarray(room, room + head.length));
  if (problem !== undefined) {
    throw new LetterRefusedError('The header', `cannot be sent: ${problem}`, 'change its content');
  }
  if (signers.length === 0) return bytes;
  const signatures = await signPrepared({ headerFields, bodyHash: body.hash }, signers, now);
  if (signatures.length > room) return Buffer.concat([Buffer.from(signatures, 'latin1'), bytes.subarray(room)]);
  const start = room - signatures.length;
  bytes.write(signatures, start, 'latin1');
  return bytes.subarray(start);
}
