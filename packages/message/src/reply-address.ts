import type { DeliveryRef } from './delivery-ref.ts';
import type { PurposeKey } from './keyring.ts';
import { type LetterAddressKind, letterAddress, readLetterAddress } from './letter-address.ts';
import type { RenewKey } from './pepper.ts';

const kind: LetterAddressKind = { prefix: 'r+', label: Buffer.from('hikyaku/reply-address/1\0') };

/**
 * The address that an answer to a letter goes to besides its sender's own: `r+<token>@<inbound domain>`. Other than at
 * `unsubscribeAddress`, writing there stops nothing unless the answer says so.
 */
export function replyAddress(secret: PurposeKey, ref: DeliveryRef, inboundDomain: string): string {
  return letterAddress(kind, secret, ref, inboundDomain);
}

/** The letter that this address answers to, or undefined for one we did not write with any of these keys. */
export function readReplyAddress(
  keys: readonly PurposeKey[],
  address: string,
  renew?: RenewKey,
): DeliveryRef | undefined {
  return readLetterAddress(kind, keys, address, renew);
}
