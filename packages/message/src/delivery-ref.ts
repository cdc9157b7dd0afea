import { u64 } from './u64.ts';
import { readVarint, writeVarint } from './varint.ts';

/** The key of one letter: its campaign, the person (as the 16-byte key of the address) and which of the letters to them. */
export type DeliveryRef = { campaignId: string; addressKey: Buffer; letterNo: number };

/** The largest letter number a reference can hold: what three bytes of varint reach. */
export const maxLetterNo = 2 ** 21 - 1;

const addressKeyBytes = 16;
const fixedBytes = 8 + addressKeyBytes;

/**
 * A reference as 25 to 27 bytes, the same for the same letter always, behind `before` where that is given. Throws a RangeError for
 * values no letter has.
 *
 *     | campaign id, u64 big endian (8) | address key (16) | letter number, varint (1–3) |
 */
export function encodeDeliveryRef(ref: DeliveryRef, before: Buffer = nothing): Buffer {
  if (ref.addressKey.length !== addressKeyBytes) {
    throw new RangeError(`An address key has ${addressKeyBytes} bytes, not ${ref.addressKey.length}.`);
  }
  if (!Number.isInteger(ref.letterNo) || ref.letterNo < 0 || ref.letterNo > maxLetterNo) {
    throw new RangeError(`A letter number is a whole number from 0 to ${maxLetterNo}, not ${ref.letterNo}.`);
  }
  return Buffer.concat([before, u64(ref.campaignId), ref.addressKey, writeVarint(ref.letterNo)]);
}

const nothing = Buffer.alloc(0);

/** The reference in these bytes, or undefined if they are not exactly what `encodeDeliveryRef` writes. */
export function decodeDeliveryRef(bytes: Buffer): DeliveryRef | undefined {
  if (bytes.length <= fixedBytes) return undefined;
  const letterNo = readVarint(bytes.subarray(fixedBytes));
  if (letterNo === undefined || letterNo > maxLetterNo) return undefined;
  const addressKey = Buffer.from(bytes.subarray(8, fixedBytes));
  return { campaignId: bytes.readBigUInt64BE(0).toString(), addressKey, letterNo };
}
