import { type KeyObject, generateKeyPairSync, randomBytes, sign } from 'node:crypto';

/** A certificate with its key, in PEM, as TLS servers take them. */
export type Certificate = { cert: string; key: string };

/** Who signs certificates, and the certificate that says so: who trusts it trusts what it signed. */
export type Authority = Certificate & { issue(names: readonly string[], validUntil?: Date): Certificate };

const inAYear = () => new Date(Date.now() + 365 * 86_400_000);

/** Makes an authority that nobody knows yet (X.509 version 3, ECDSA on P-256 with SHA-256). */
export function certificateAuthority(name: string): Authority {
  const keys = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const certificate = (subject: string, subjectKeys: Keys, extensions: Buffer[], validUntil: Date): Certificate => {
    const toBeSigned = sequence(
      tagged(0xa0, integer(Buffer.from([2]))),
      integer(Buffer.concat([Buffer.from([1]), randomBytes(8)])),
      ecdsaWithSha256,
      named(name),
      sequence(time(new Date('2020-01-01')), time(validUntil)),
      named(subject),
      subjectKeys.publicKey.export({ type: 'spki', format: 'der' }),
      tagged(0xa3, sequence(...extensions)),
    );
    const signature = bitString(sign('sha256', toBeSigned, keys.privateKey));
    const der = sequence(toBeSigned, ecdsaWithSha256, signature);
    return {
      cert: `-----BEGIN CERTIFICATE-----\n${der.toString('base64')}\n-----END CERTIFICATE-----\n`,
      key: subjectKeys.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    };
  };
  return {
    ...certificate(name, keys, [extension('551d13', sequence(tagged(0x01, Buffer.from([0xff]))))], inAYear()),
    issue: (names, validUntil = inAYear()) => {
      const alternatives = sequence(...names.map((dnsName) => tagged(0x82, Buffer.from(dnsName))));
      const own = generateKeyPairSync('ec', { namedCurve: 'P-256' });
      return certificate(names[0] ?? '', own, [extension('551d11', alternatives)], validUntil);
    },
  };
}

type Keys = { publicKey: KeyObject; privateKey: KeyObject };

/** DER (X.690 §8): tag, length, value. */
function tagged(tag: number, value: Buffer): Buffer {
  const { length } = value;
  const size = length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...size]), value]);
}

function sequence(...parts: Buffer[]): Buffer {
  return tagged(0x30, Buffer.concat(parts));
}

function integer(value: Buffer): Buffer {
  return tagged(0x02, value);
}

function bitString(value: Buffer): Buffer {
  return tagged(0x03, Buffer.concat([Buffer.from([0]), value]));
}

function objectId(hex: string): Buffer {
  return tagged(0x06, Buffer.from(hex, 'hex'));
}

/** A name that is a common name only. */
function named(commonName: string): Buffer {
  return sequence(tagged(0x31, sequence(objectId('550403'), tagged(0x0c, Buffer.from(commonName)))));
}

function time(date: Date): Buffer {
  return tagged(0x18, Buffer.from(date.toISOString().replace(/[-:T]|\.\d+/g, '')));
}

function extension(id: string, value: Buffer): Buffer {
  return sequence(objectId(id), tagged(0x04, value));
}

const ecdsaWithSha256 = sequence(objectId('2a8648ce3d040302'));

/** A certificate that signed itself: for TLS that nobody looks at closely. */
export const selfSigned: Certificate = certificateAuthority('localhost');
