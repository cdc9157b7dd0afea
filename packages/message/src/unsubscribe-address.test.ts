import { createSecretKey } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { maxLetterNo } from './delivery-ref.ts';
import { parseKeyring, signingKey, verifyingKeys } from './keyring.ts';
import { readReplyAddress, replyAddress } from './reply-address.ts';
import { readReturnPath, returnPath } from './return-path.ts';
import { readUnsubscribeAddress, unsubscribeAddress } from './unsubscribe-address.ts';

const keyring = parseKeyring(`3:${Buffer.alloc(32, 3).toString('base64')},2:${Buffer.alloc(32, 2).toString('base64')}`);
const secret = signingKey(keyring, 'unsubscribe-address');
const keys = verifyingKeys(keyring, 'unsubscribe-address');
const ref = { campaignId: '9223372036854775807', addressKey: Buffer.alloc(16, 0xab), letterNo: 1 };
const anyRef = fc.record({
  campaignId: fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }).map(String),
  addressKey: fc.uint8Array({ minLength: 16, maxLength: 16 }).map((bytes) => Buffer.from(bytes)),
  letterNo: fc.integer({ min: 0, max: maxLetterNo }),
});

describe('unsubscribeAddress', () => {
  it('(R2369-3) reads back to the same letter, in any case, within 64 octets', () => {
    fc.assert(
      fc.property(anyRef, (letter) => {
        const address = unsubscribeAddress(secret, letter, 'in.example.jp');
        expect(address).toMatch(/^u\+[a-z2-7]{58,61}@in\.example\.jp$/);
        expect(readUnsubscribeAddress(keys, address)).toEqual(letter);
        expect(readUnsubscribeAddress(keys, address.toUpperCase())).toEqual(letter);
      }),
    );
  });

  it('is understood with an older key, and with none that is gone', () => {
    const address = unsubscribeAddress(keys[1] ?? secret, ref, 'in.example.jp');
    expect(readUnsubscribeAddress(keys, address)).toEqual(ref);
    expect(readUnsubscribeAddress([secret], address)).toBeUndefined();
    expect(readUnsubscribeAddress([], address)).toBeUndefined();
  });

  it('is no return path and no address to answer to, nor either one of these, even under one key', () => {
    const key = { id: 7, key: createSecretKey(Buffer.alloc(32, 7)) };
    const [out, home] = [unsubscribeAddress(key, ref, 'a.jp'), returnPath(key, ref, 'a.jp')];
    expect(readReturnPath([key], `b${out.slice(1)}`)).toBeUndefined();
    expect(readUnsubscribeAddress([key], `u${home.slice(1)}`)).toBeUndefined();
    const answer = replyAddress(key, ref, 'a.jp');
    expect(readReplyAddress([key], answer)).toEqual(ref);
    expect(readUnsubscribeAddress([key], `u${answer.slice(1)}`)).toBeUndefined();
    expect(readReplyAddress([key], `r${out.slice(1)}`)).toBeUndefined();
  });

  it('(R2369-3) is unknown with any one character changed', () => {
    const address = unsubscribeAddress(secret, ref, 'b.jp');
    for (let index = 0; index < address.indexOf('@'); index++) {
      const other = address.charAt(index) === 'q' ? 'z' : 'q';
      const altered = `${address.slice(0, index)}${other}${address.slice(index + 1)}`;
      expect([index, readUnsubscribeAddress(keys, altered)]).toEqual([index, undefined]);
    }
  });
});
