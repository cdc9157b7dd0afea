import { hash, sign } from 'node:crypto';
import { takeApart } from '../raw-message.ts';
import { type WireField, wireField } from '../wire/wire-field.ts';
import { relaxedBody, relaxedField } from './canonical.ts';
import { signedFields } from './signed-fields.ts';
import { assertUsable, type DkimSigner } from './signer.ts';

/**
 * The message with one DKIM-Signature field per signer before it (RFC 6376): relaxed/relaxed, no length limit, sensitive
 * fields over-signed. Takes final bytes with CRLF line ends; the private keys work on the thread pool.
 */
export async function signDkim(bytes: Buffer, signers: readonly DkimSigner[], now: Date): Promise<Buffer> {
  const { fields, body } = takeApart(bytes);
  const bodyHash = hash('sha256', relaxedBody(body), 'base64');
  const signatures = await signHeader(signedHeader(fields.map(wireField)), bodyHash, signers, now);
  return Buffer.concat([Buffer.from(signatures, 'latin1'), bytes]);
}

/** What is signed of a header: the names as h= lists them, and the fields in that order in relaxed form, each with its CRLF. */
export type SignedHeader = { names: string; text: string };

/**
 * The DKIM-Signature fields to write before a message, each with its CRLF; `bodyHash` is SHA-256 of the body's relaxed form, in
 * base64. As many may be under way at once as the caller likes: the private keys work on the thread pool.
 */
export async function signHeader(
  { names, text }: SignedHeader,
  bodyHash: string,
  signers: readonly DkimSigner[],
  now: Date,
): Promise<string> {
  const content = { names, header: text, bodyHash, now };
  const [only] = signers;
  if (only !== undefined && signers.length === 1) return signatureField(only, content);
  const signatures = await Promise.all(signers.map((signer) => signatureField(signer, content)));
  return signatures.join('');
}

function signedHeader(fields: readonly WireField[]): SignedHeader {
  const { names, chosen } = signedFields(fields);
  let text = '';
  for (const index of chosen) text += `${fields[index]?.relaxed}\r\n`;
  return { names, text };
}

type ToSign = { names: string; header: string; bodyHash: string; now: Date };

async function signatureField(signer: DkimSigner, { names, header, bodyHash, now }: ToSign): Promise<string> {
  assertUsable(signer);
  const { written, relaxed } = openingOf(signer, names, Math.floor(now.getTime() / 1000));
  const signature = await signatureOf(signer, Buffer.from(`${header}${relaxed}${bodyHash}; b=`, 'latin1'));
  return `${written}${bodyHash};\r\n b=${inLines(signature.toString('base64'))}\r\n`;
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

/** RSA hashes what it signs; Ed25519 signs the SHA-256 hash (RFC 8463 §3). */
function signatureOf(signer: DkimSigner, content: Buffer): Promise<Buffer> {
  const rsa = signer.algorithm === 'rsa-sha256';
  const data = rsa ? content : hash('sha256', content, 'buffer');
  return new Promise((resolve, reject) => {
    sign(rsa ? 'sha256' : null, data, signer.privateKey, (error, signature) => {
      if (error === null) resolve(signature);
      else reject(error);
    });
  });
}
