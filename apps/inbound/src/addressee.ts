import { domainToASCII } from 'node:url';
import {
  type DeliveryRef,
  type Keyring,
  readReplyAddress,
  readUnsubscribeAddress,
  type RenewKey,
  verifyingKeys,
} from '@hikyaku/message';

/** The letter that an address of ours speaks of. Writing to `leave` stops it whatever is written; to `answer`, only STOP does. */
export type Addressee = { kind: 'leave' | 'answer'; letter: DeliveryRef };

/** A reader of recipients, whose people `renew` brings up to date with the pepper: undefined for whatever is no address that we wrote under this domain. */
export function addresseeReader(
  keyring: Keyring,
  domain: string,
  renew: RenewKey,
): (address: string) => Addressee | undefined {
  const leaveKeys = verifyingKeys(keyring, 'unsubscribe-address');
  const answerKeys = verifyingKeys(keyring, 'reply-address');
  return (address) => {
    // Both are computed in any case, so that a refusal tells nothing by how long it takes.
    const leave = readUnsubscribeAddress(leaveKeys, address, renew);
    const answer = readReplyAddress(answerKeys, address, renew);
    // smtp-server decodes punycode, which this undoes.
    if (domainToASCII(address.slice(address.lastIndexOf('@') + 1)) !== domain) return undefined;
    if (leave !== undefined) return { kind: 'leave', letter: leave };
    return answer && { kind: 'answer', letter: answer };
  };
}
