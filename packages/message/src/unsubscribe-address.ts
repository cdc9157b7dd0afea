import type { DeliveryRef } from './delivery-ref.ts';
import type { PurposeKey } from './keyring.ts';
import { type LetterAddressKind, letterAddress, readLetterAddress } from './letter-address.ts';
import type { RenewKey } from './pepper.ts';

const kind: LetterAddressKind = { prefix: 'u+', label: Buffer.from('hikyaku/unsubscribe-address/1\0') };

/**
 * The address to which a letter's reader may write to leave: `u+<token>@<inbound domain>`. The link's token does not fit into a local
 * part of 64 octets, so this one names the letter alone, and the ledger knows its list.
 */
export function unsubscribeAddress(secret: PurposeKey, ref: DeliveryRef, inboundDomain: string): string {
  return letterAddress(kind, secret, ref, inboundDomain);
}

/** The letter whose reader writes to this address, or undefined for one we did not write with any of these keys. */
export function readUnsubscribeAddress(
  keys: readonly PurposeKey[],
  address: string,
  renew?: RenewKey,
): DeliveryRef | undefined {
  return readLetterAddress(kind, keys, address, renew);
}
