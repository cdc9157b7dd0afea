import { createHmac } from 'node:crypto';
import type { CanonicalAddress } from './address.ts';

const label = 'hikyaku/address-key/1\0';
const keyBytes = 16;
const shortestPepper = 32;

/**
 * The key of an address: HMAC-SHA-256 of its canonical spelling, cut to 16 bytes. It outlives the address itself in
 * suppressions, so the pepper (at least 32 bytes) is never rotated along with other secrets.
 */
export function addressKey(pepper: Buffer, address: CanonicalAddress | { canonical: CanonicalAddress }): Buffer {
  if (pepper.length < shortestPepper) {
    throw new RangeError(`The pepper of address keys needs ${shortestPepper} bytes or more, not ${pepper.length}.`);
  }
  const canonical = typeof address === 'string' ? address : address.canonical;
  return createHmac('sha256', pepper).update(label).update(canonical).digest().subarray(0, keyBytes);
}
