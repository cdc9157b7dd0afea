import type { KeyObject } from 'node:crypto';
import { base32 } from './base32.ts';
import { encodeDeliveryRef, type DeliveryRef } from './delivery-ref.ts';
import { hmacSha256 } from './hmac.ts';

const label = Buffer.from('hikyaku/message-id/1\0');
const idBytes = 20;

/**
 * The Message-ID of a letter, with its angle brackets: the same on every attempt, different for every letter, telling
 * nothing about either (160 bits of HMAC-SHA-256). `domain` is that of the From address.
 */
export function messageId(secret: KeyObject, ref: DeliveryRef, domain: string): string {
  const mac = hmacSha256(secret, encodeDeliveryRef(ref, label));
  return `<${base32(mac.subarray(0, idBytes))}@${domain}>`;
}
