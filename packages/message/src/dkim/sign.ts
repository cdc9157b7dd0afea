import { hash } from 'node:crypto';
import { takeApart } from '../raw-message.ts';
import { type WireField, wireField } from '../wire/wire-field.ts';
import { relaxedBody, relaxedField } from './canonical.ts';
import { signedFields } from './signed-fields.ts';
import { type Sign, signOnThreadPool } from './signature.ts';
import { assertUsable, type DkimSigner } from './signer.ts';

/**
 * The message with one DKIM-Signature field per signer before it (RFC 6376): relaxed/relaxed, no length limit, sensitive
 * fields over-signed. Takes final bytes with CRLF line ends; the private keys work on the thread pool.
 */
export async function signDkim(bytes: Buffer, signers: readonly DkimSigner[], now: Date): Promise<Buffer> {
  const { fields, body } = takeApart(bytes);
  const bodyHash = hash('sha256', relaxedBody(body), 'base64');
  const header = signedHeader(fields.map(wireField));
  const signatures = await signHeader({ header, bodyHash, now }, signers, signOnThreadPool);
  return Buffer.concat([Buffer.from(signatures, 'latin1'), bytes]);
}

/** What is signed of a header: the names as h= lists them, and the fields in that order in relaxed form, each with its CRLF. */
export type SignedHeader = { names: string; text: string };

/** What the signatures of one letter are made of; `bodyHash` is SHA-256 of the body's relaxed form, in base64. */
export type ToSign = { header: SignedHeader; bodyHash: string; now: Date };

/** The DKIM-Signature fields to write before a message, one for each signer, each with its CRLF. Throws at once for a signer that cannot sign. */
export function signHeader(content: ToSign, signers: readonly DkimSigner[], sign: Sign): Promise<string> {
  const [only] = signers;
  if (only !== undefined && signers.length === 1) return signatureField(content, only, sign);
  return Promise.all(signers.map((signer) => signatureField(content, signer, sign))).then((all) => all.join(''));
}

function signedHeader(fields: readonly WireField[]): SignedHeader {
  const { names, chosen } = signedFields(fields);
  let text = '';
  for (const index of chosen) text += `${fields[index]?.relaxed}\r\n`;
  return { names, text };
}

function signatureField({ header, bodyHash, now }: ToSign, signer: DkimSigner, sign: Sign): Promise<string> {
  assertUsable(signer);
  const { written, relaxed } = openingOf(signer, header.names, Math.floor(now.getTime() / 1000));
  const signing = sign(signer, `${header.text}${relaxed}${bodyHash}; b=`);
  return signing.then((signature) => `${written}${bodyHash};\r\n b=${inLines(signature)}\r\n`);
}

/** A signature in lines of 72 characters. */
function inLines(base64: string): string {
  let lines = base64.slice(0, 72);
  for (let at = 72; at < base64.length; at += 72) lines += `\r\n ${base64.slice(at, at + 72)}`;
  return lines;
}

/** A signature field up to its body hash, as it is written and as it is signed: for one second the same in all letters of a signer. */
type Opening = { names: string; second: number; written: string; relaxed: string };

const openings = new WeakMap<DkimSigner, Opening>();
const bodyHashOctets = 44;

function openingOf(signer: DkimSigner, names: string, second: number): Opening {
  const known = openings.get(signer);
  if (known?.second === second && known.names === names) return known;
  const written = fold([
    'DKIM-Signature: v=1;',
    ` a=${signer.algorithm};`,
    ' c=relaxed/relaxed;',
    ` d=${signer.domain};`,
    ` s=${signer.selector};`,
    ` t=${second};`,
    ' h=',
    ...(names.match(/[^:]+:?/g) ?? []).map((name) => (name.endsWith(':') ? name : `${name};`)),
    ` bh=${'='.repeat(bodyHashOctets)};`,
  ]).slice(0, -bodyHashOctets - 1);
  const opening = { names, second, written, relaxed: relaxedField(written) };
  openings.set(signer, opening);
  return opening;
}

/** Pieces joined into lines of at most 78 octets; a line that is broken goes on with one space (RFC 5322 §2.2.3). */
function fold(pieces: readonly string[]): string {
  let done = '';
  let line = '';
  for (const piece of pieces) {
    if (line !== '' && line.length + piece.length > 78) {
      done += `${line}\r\n`;
      line = ` ${piece.trimStart()}`;
    } else {
      line += piece;
    }
  }
  return done + line;
}
