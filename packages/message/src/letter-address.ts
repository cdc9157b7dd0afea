import { type KeyObject, timingSafeEqual } from 'node:crypto';
import { base32, fromBase32 } from './base32.ts';
import { type DeliveryRef, decodeDeliveryRef, encodeDeliveryRef } from './delivery-ref.ts';
import { hmacSha256 } from './hmac.ts';
import type { PurposeKey } from './keyring.ts';
import { keyAsSigned, type RenewKey } from './pepper.ts';

/** A kind of address that speaks of one letter: how its local part begins, and the label its MAC covers besides. */
export type LetterAddressKind = { prefix: string; label: Buffer };

const macBytes = 10;
const leastContent = Buffer.alloc(26);

/**
 * An address that brings the reference of one letter home: `<prefix><token>@<domain>`. The token is base32 of these bytes, 61
 * characters at most, so that the local part keeps within 64 octets with a prefix of two or three:
 *
 *     | key id (1) | campaign id, u64 big endian (8) | address key (16) | letter number, varint (1–3) | MAC (10) |
 *
 * The MAC is HMAC-SHA-256, cut to 80 bits, over the kind's label and everything before it. Case may be lost on the way.
 */
export function letterAddress(kind: LetterAddressKind, secret: PurposeKey, ref: DeliveryRef, domain: string): string {
  const content = encodeDeliveryRef(ref, Buffer.of(secret.id));
  return `${kind.prefix}${base32(Buffer.concat([content, macOf(kind, secret.key, content)]))}@${domain}`;
}

/**
 * The letter that an address speaks of, whatever its domain, or undefined for one we did not write with any of these keys; its person is
 * brought up to date with the pepper by `renew`. A MAC is
 * computed and compared in any case, so that a refusal tells nothing by how long it takes.
 */
export function readLetterAddress(
  kind: LetterAddressKind,
  keys: readonly PurposeKey[],
  address: string,
  renew: RenewKey = keyAsSigned,
): DeliveryRef | undefined {
  const local = address.slice(0, Math.max(0, address.lastIndexOf('@'))).toLowerCase();
  const ours = local.startsWith(kind.prefix) && local.length <= 64;
  const token = ours ? fromBase32(local.slice(kind.prefix.length)) : undefined;
  const wellFormed = token !== undefined && token.length > macBytes;
  const content = wellFormed ? token.subarray(0, -macBytes) : leastContent;
  const claimed = wellFormed ? token.subarray(-macBytes) : leastContent.subarray(0, macBytes);
  const known = keys.find((key) => key.id === content[0]);
  const secret = known ?? keys[0];
  const genuine = secret !== undefined && timingSafeEqual(macOf(kind, secret.key, content), claimed);
  const ref = genuine && wellFormed && known !== undefined ? decodeDeliveryRef(content.subarray(1)) : undefined;
  return ref && { ...ref, addressKey: renew(content[0] ?? 0, ref.addressKey) };
}

function macOf({ label }: LetterAddressKind, key: KeyObject, content: Buffer): Buffer {
  return hmacSha256(key, Buffer.concat([label, content])).subarray(0, macBytes);
}
