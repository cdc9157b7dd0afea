import { hash } from 'node:crypto';
import { signHeader } from '../dkim/sign.ts';
import { type Sign, signOnThreadPool } from '../dkim/signature.ts';
import type { DkimSigner } from '../dkim/signer.ts';
import type { WireHeader } from './header-pattern.ts';
import { finalDot } from './wire-body.ts';
import type { WrittenBody } from './wire-writer.ts';

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

/**
 * The final bytes of a letter, signed: signatures, header, body; at once where nobody signs. Header and signatures are written into the
 * room that stands before the body, on its sheet; where that is too small, all of it is copied. Where it throws, the sheet is given back.
 */
export function wireLetter(
  header: WireHeader,
  body: WrittenBody,
  signers: readonly DkimSigner[],
  now: Date,
  sign: Sign = signOnThreadPool,
): WrittenLetter | Promise<WrittenLetter> {
  const { octets, giveBack } = body.sheet;
  const fail = (error: unknown): never => {
    giveBack();
    throw error;
  };
  try {
    octets.write(finalDot, body.to, 'latin1');
    const { raw } = header;
    if (signers.length === 0) return { letter: withHeader(body, raw), done: giveBack };
    const bodyHash = hash('sha256', octets.subarray(body.from, body.to), 'base64');
    return signHeader({ header: header.signed(), bodyHash, now }, signers, sign).then(
      (signatures) => ({ letter: withHeader(body, signatures + raw), done: giveBack }),
      fail,
    );
  } catch (error) {
    return fail(error);
  }
}

function withHeader({ sheet: { octets }, from, to }: WrittenBody, header: string): Fit {
  const end = to + finalDot.length;
  const start = from - header.length - 2;
  if (start < 0) return new Fit(Buffer.concat([Buffer.from(`${header}\r\n`, 'latin1'), octets.subarray(from, end)]));
  octets.write(`${header}\r\n`, start, 'latin1');
  return new Fit(octets.subarray(start, end));
}
