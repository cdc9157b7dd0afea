import { createPrivateKey, type KeyObject } from 'node:crypto';
import { UnusableDkimSignerError } from '../errors.ts';
import type { DkimAlgorithm } from './key.ts';

/** Who signs: `domain` is d=, `selector` is s=; the key is kept parsed, which saves most of the time a signature takes. */
export type DkimSigner = { domain: string; selector: string; algorithm: DkimAlgorithm; privateKey: KeyObject };

const shortestRsaBits = 1024;

/** A signer from a stored key, its algorithm read from the key; throws an UnusableDkimSignerError if it could not sign. */
export function dkimSigner(domain: string, selector: string, privateKeyPem: string): DkimSigner {
  const privateKey = createPrivateKey(privateKeyPem);
  const algorithm = privateKey.asymmetricKeyType === 'ed25519' ? 'ed25519-sha256' : 'rsa-sha256';
  const signer: DkimSigner = { domain, selector, algorithm, privateKey };
  assertUsable(signer);
  return signer;
}

/** Throws an UnusableDkimSignerError for names that would break the field, the wrong kind of key, or RSA below 1024 bits. */
export function assertUsable(signer: DkimSigner): void {
  if (usable.has(signer)) return;
  const { domain, selector, algorithm, privateKey } = signer;
  if (!isDnsName(domain)) throw new UnusableDkimSignerError(domain, 'has no DNS name for a domain', 'use its A-labels');
  if (!isDnsName(selector)) {
    throw new UnusableDkimSignerError(domain, 'has no DNS name for a selector', 'use letters, digits and "-"');
  }
  const needed = algorithm === 'rsa-sha256' ? 'rsa' : 'ed25519';
  if (privateKey.type !== 'private' || privateKey.asymmetricKeyType !== needed) {
    throw new UnusableDkimSignerError(domain, `has no private ${needed} key`, `give one, or change ${algorithm}`);
  }
  const bits = privateKey.asymmetricKeyDetails?.modulusLength ?? shortestRsaBits;
  if (bits < shortestRsaBits) {
    throw new UnusableDkimSignerError(domain, `has an RSA key of ${bits} bits`, `make one of 2048 (RFC 8301)`);
  }
  usable.add(signer);
}

/** Looked into once: a signer signs thousands of letters. */
const usable = new WeakSet<DkimSigner>();

function isDnsName(name: string): boolean {
  return (
    name.length <= 253 && /^[a-z0-9_](?:[a-z0-9_-]*[a-z0-9])?(?:\.[a-z0-9_](?:[a-z0-9_-]*[a-z0-9])?)*$/i.test(name)
  );
}
