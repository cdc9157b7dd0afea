import { type DeliveryRef, decodeDeliveryRef, encodeDeliveryRef } from '@hikyaku/message';

/** The name of one letter as the outside may hold it: base64url of its reference, 34 to 36 characters. It tells no address. */
export function letterId(ref: DeliveryRef): string {
  return encodeDeliveryRef(ref).toString('base64url');
}

/** The letter of that name, or undefined for anything `letterId` does not write. */
export function readLetterId(text: string): DeliveryRef | undefined {
  if (!/^[A-Za-z0-9_-]{34,36}$/.test(text)) return undefined;
  const ref = decodeDeliveryRef(Buffer.from(text, 'base64url'));
  return ref && letterId(ref) === text ? ref : undefined;
}
