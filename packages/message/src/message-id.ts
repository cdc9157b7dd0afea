import { createHmac, type KeyObject } from 'node:crypto';
import { base32 } from './base32.ts';
import { encodeDeliveryRef, type DeliveryRef } from './delivery-ref.ts';

const label = 'hikyaku/message-id/1\0';
const idBytes = 20;

/**
 * The Message-ID of a letter, with its angle brackets: the same on every attempt, different for every letter, telling
 * nothing about either (160 bits of HMAC-SHA-256). `domain` is that of the From address.
 */
export function messageId(secret: KeyObject, ref: DeliveryRef, domain: string): string {
  const mac = createHmac('sha256', secret).update(label).update(encodeDeliveryRef(ref)).digest();
  return `<${base32(mac.subarray(0, idBytes))}@${domain}>`;
}
