import { createPublicKey, generateKeyPair, type KeyObject } from 'node:crypto';
import { promisify } from 'node:util';

/** The signature algorithms of RFC 6376 with RFC 8301, and RFC 8463; the second only ever beside the first. */
export type DkimAlgorithm = 'rsa-sha256' | 'ed25519-sha256';

/** A new key: the private half as PKCS #8 PEM, the public half as base64 the way a DNS record holds it. */
export type DkimKey = { algorithm: DkimAlgorithm; privateKeyPem: string; publicKey: string };

const generate = promisify(generateKeyPair);
const rsaBits = 2048;
const longestTxtString = 255;

/** Makes a key on the thread pool: RSA of 2048 bits, which takes some hundred milliseconds, or Ed25519. */
export async function makeDkimKey(algorithm: DkimAlgorithm = 'rsa-sha256'): Promise<DkimKey> {
  const { privateKey } =
    algorithm === 'rsa-sha256' ? await generate('rsa', { modulusLength: rsaBits }) : await generate('ed25519');
  const privateKeyPem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  return { algorithm, privateKeyPem, publicKey: publicKeyText(algorithm, privateKey) };
}

/** The TXT value to publish at `<selector>._domainkey.<domain>`; an empty key revokes the selector (RFC 6376 §3.6.1). */
export function dkimRecord(publicKey: string, algorithm: DkimAlgorithm = 'rsa-sha256'): string {
  return `v=DKIM1; k=${algorithm === 'rsa-sha256' ? 'rsa' : 'ed25519'}; p=${publicKey}`;
}

/** A TXT value as the strings of at most 255 octets that a zone file wants. */
export function txtStrings(value: string): string[] {
  return value.match(new RegExp(`.{1,${longestTxtString}}`, 'gs')) ?? [];
}

/** SubjectPublicKeyInfo for RSA; for Ed25519 the bare 32 bytes, which stand at its end (RFC 8463 §4.2). */
function publicKeyText(algorithm: DkimAlgorithm, privateKey: KeyObject): string {
  const der = createPublicKey(privateKey).export({ type: 'spki', format: 'der' });
  return (algorithm === 'rsa-sha256' ? der : der.subarray(-32)).toString('base64');
}
