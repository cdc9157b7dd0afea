import { createSecretKey } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type DeliveryRef, maxLetterNo } from './delivery-ref.ts';
import { messageId } from './message-id.ts';
import { readReturnPath, returnPath } from './return-path.ts';

const secret = { id: 3, key: createSecretKey(Buffer.alloc(32, 1)) };
const older = { id: 2, key: createSecretKey(Buffer.alloc(32, 2)) };
const ref: DeliveryRef = { campaignId: '9223372036854775807', addressKey: Buffer.alloc(16, 0xab), letterNo: 1 };
const anyRef = fc.record({
  campaignId: fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }).map(String),
  addressKey: fc.uint8Array({ minLength: 16, maxLength: 16 }).map((bytes) => Buffer.from(bytes)),
  letterNo: fc.integer({ min: 0, max: maxLetterNo }),
});

describe('returnPath', () => {
  it('R3461-2 reads back to the same letter, in any case, within 64 octets', () => {
    fc.assert(
      fc.property(anyRef, (letter) => {
        const address = returnPath(secret, letter, 'bounce.example.jp');
        expect(address.indexOf('@')).toBeLessThanOrEqual(64);
        expect(readReturnPath([older, secret], address)).toEqual(letter);
        expect(readReturnPath([secret], address.toUpperCase())).toEqual(letter);
      }),
    );
  });

  it('refuses a letter number or a key that does not fit', () => {
    for (const change of [{ letterNo: maxLetterNo + 1 }, { letterNo: -1 }, { addressKey: Buffer.alloc(15) }]) {
      expect(() => returnPath(secret, { ...ref, ...change }, 'b.jp')).toThrow(RangeError);
    }
    for (const campaignId of ['', '-1', 'cmp_1', String(2n ** 64n)]) {
      expect(() => returnPath(secret, { ...ref, campaignId }, 'b.jp')).toThrow(RangeError);
    }
  });
});

describe('readReturnPath', () => {
  const address = returnPath(secret, ref, 'b.jp');

  it('R3464-6 knows nothing of an address with any one character changed', () => {
    const local = address.slice(0, address.indexOf('@'));
    for (let index = 0; index < local.length; index++) {
      const other = local.charAt(index) === 'q' ? 'z' : 'q';
      expect([
        index,
        readReturnPath([secret], `${local.slice(0, index)}${other}${local.slice(index + 1)}@b.jp`),
      ]).toEqual([index, undefined]);
    }
  });

  it('knows nothing of one signed by a key that is gone, or by another key of the same number', () => {
    expect(readReturnPath([older], address)).toBeUndefined();
    expect(readReturnPath([{ id: secret.id, key: older.key }], address)).toBeUndefined();
  });

  it('knows nothing of any other text', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.string().map((text) => `b+${text}@b.jp`),
        ),
        (text) => {
          expect(readReturnPath([secret, older], text)).toBeUndefined();
        },
      ),
    );
    for (const text of ['', '@', 'b+@b.jp', 'b+', address.slice(2), `x${address}`, address.replace('@', 'a@')]) {
      expect([text, readReturnPath([secret], text)]).toEqual([text, undefined]);
    }
  });
});

describe('messageId', () => {
  it('is the same on every attempt, and of another letter another', () => {
    const id = messageId(secret.key, ref, 'example.jp');
    expect(id).toMatch(/^<[a-z2-7]{32}@example\.jp>$/);
    expect(messageId(secret.key, { ...ref, addressKey: Buffer.from(ref.addressKey) }, 'example.jp')).toBe(id);
    const others = [
      { ...ref, letterNo: 2 },
      { ...ref, campaignId: '1' },
      { ...ref, addressKey: Buffer.alloc(16) },
    ];
    expect(new Set([id, ...others.map((other) => messageId(secret.key, other, 'example.jp'))]).size).toBe(4);
  });
});
