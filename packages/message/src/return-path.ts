import { type KeyObject, timingSafeEqual } from 'node:crypto';
import { base32, fromBase32 } from './base32.ts';
import { type DeliveryRef, decodeDeliveryRef, encodeDeliveryRef } from './delivery-ref.ts';
import { hmacSha256 } from './hmac.ts';
import type { PurposeKey } from './keyring.ts';

const prefix = 'b+';
const label = Buffer.from('hikyaku/return-path/1\0');
const macBytes = 10;

/**
 * The envelope sender of a letter, which brings its reference home with a bounce (VERP): `b+<token>@<bounce domain>`.
 * The token is base32 of these bytes, 61 characters at most, so that the local part keeps within 64 octets:
 *
 *     | key id (1) | campaign id, u64 big endian (8) | address key (16) | letter number, varint (1–3) | MAC (10) |
 *
 * The MAC is HMAC-SHA-256, cut to 80 bits, over a label and everything before it. Case may be lost on the way.
 */
export function returnPath(secret: PurposeKey, ref: DeliveryRef, bounceDomain: string): string {
  const content = encodeDeliveryRef(ref, Buffer.of(secret.id));
  return `${prefix}${base32(Buffer.concat([content, macOf(secret.key, content)]))}@${bounceDomain}`;
}

/** The letter that a returning address speaks of, or undefined for one we did not write with any of these keys. */
export function readReturnPath(keys: readonly PurposeKey[], address: string): DeliveryRef | undefined {
  const local = address.slice(0, Math.max(0, address.lastIndexOf('@'))).toLowerCase();
  if (!local.startsWith(prefix) || local.length > 64) return undefined;
  const token = fromBase32(local.slice(prefix.length));
  if (token === undefined || token.length <= macBytes) return undefined;
  const content = token.subarray(0, -macBytes);
  const secret = keys.find((key) => key.id === content[0]);
  if (secret === undefined) return undefined;
  if (!timingSafeEqual(macOf(secret.key, content), token.subarray(-macBytes))) return undefined;
  return decodeDeliveryRef(content.subarray(1));
}

function macOf(key: KeyObject, content: Buffer): Buffer {
  return hmacSha256(key, Buffer.concat([label, content])).subarray(0, macBytes);
}
