import { hash } from 'node:crypto';
import { base32 } from './base32.ts';

/** No quoted-printable line can hold "=_", so no body can hold a boundary that begins with it. */
export const boundaryPrefix = '=_';

/** What is a letter's own in its boundaries: without the Message-ID nobody can write them beforehand. */
export function boundaryBase(messageId: string): string {
  // Our own Message-IDs are keyed hashes as they are; hashing them again would say nothing new.
  const [, own] = /^<([a-z2-7]{24})[a-z2-7]{8}@/.exec(messageId) ?? [];
  return own ?? base32(hash('sha256', messageId, 'buffer').subarray(0, 15));
}

/** The boundary between the two bodies of a letter. */
export function boundaryOf(messageId: string): string {
  return `${boundaryPrefix}-${boundaryBase(messageId)}-Part_1`;
}
