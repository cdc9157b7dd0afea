export { type Address, type CanonicalAddress, maskAddress, type ParsedAddress, parseAddress } from './address.ts';
export { addressKey, addressKeyOver } from './address-key.ts';
export { compose } from './compose.ts';
export { type DeliveryRef, decodeDeliveryRef, encodeDeliveryRef, maxLetterNo } from './delivery-ref.ts';
export { type DkimAlgorithm, type DkimKey, dkimRecord, makeDkimKey, txtStrings } from './dkim/key.ts';
export { signDkim } from './dkim/sign.ts';
export { type Sign, signOnThreadPool } from './dkim/signature.ts';
export { type DkimSigner, dkimSigner } from './dkim/signer.ts';
export { openSigningThreads } from './dkim/signing-threads.ts';
export { HeaderInjectionError, LetterRefusedError, UnusableDkimSignerError } from './errors.ts';
export { extraFieldProblem } from './extra-field.ts';
export { isFreeMail } from './free-mail.ts';
export { assertHeaderSafe, isHeaderSafe } from './header-safety.ts';
export { hmacSha256 } from './hmac.ts';
export {
  type KeyPurpose,
  type Keyring,
  type KeyringEntry,
  type PurposeKey,
  parseKeyring,
  signingKey,
  verifyingKeys,
} from './keyring.ts';
export type { Letter } from './letter.ts';
export { headerParts, letterHeader, type OwnHeader, type SharedHeader } from './letter-header.ts';
export type { ListId } from './list-id.ts';
export type { Unsubscribe } from './list-unsubscribe.ts';
export type { Mailbox } from './mailbox.ts';
export { isMessageClass, type MessageClass, messageClasses, requiresUnsubscribe } from './message-class.ts';
export { maskAddresses } from './masked-addresses.ts';
export { messageId } from './message-id.ts';
export { readReplyAddress, replyAddress } from './reply-address.ts';
export { readReturnPath, returnPath } from './return-path.ts';
export { keyAsSigned, keyRenewal, parsePepper, type Pepper, type RenewKey } from './pepper.ts';
export { parseSmtpReply, type SmtpReply } from './smtp-reply.ts';
export { u64 } from './u64.ts';
export { readUnsubscribeAddress, unsubscribeAddress } from './unsubscribe-address.ts';
export { wireProblem } from './wire-limits.ts';
export { type FixedWords, fixedWords } from './wire/fixed-words.ts';
export { headerPattern, type WireHeader } from './wire/header-pattern.ts';
export { type BodyPart, mimeParts, wireBody } from './wire/wire-body.ts';
export { Paper } from './wire/paper.ts';
export { type WireField, wireField } from './wire/wire-field.ts';
export { type FitLetter, type WrittenLetter, wireLetter } from './wire/wire-letter.ts';
export { WireWriter } from './wire/wire-writer.ts';
