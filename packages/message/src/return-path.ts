import type { DeliveryRef } from './delivery-ref.ts';
import type { PurposeKey } from './keyring.ts';
import { type LetterAddressKind, letterAddress, readLetterAddress } from './letter-address.ts';

const kind: LetterAddressKind = { prefix: 'b+', label: Buffer.from('hikyaku/return-path/1\0') };

/** The envelope sender of a letter, which brings its reference home with a bounce (VERP): `b+<token>@<bounce domain>`. */
export function returnPath(secret: PurposeKey, ref: DeliveryRef, bounceDomain: string): string {
  return letterAddress(kind, secret, ref, bounceDomain);
}

/** The letter that a returning address speaks of, or undefined for one we did not write with any of these keys. */
export function readReturnPath(keys: readonly PurposeKey[], address: string): DeliveryRef | undefined {
  return readLetterAddress(kind, keys, address);
}
