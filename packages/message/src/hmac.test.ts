import { createHmac, createSecretKey } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { hmacSha256 } from './hmac.ts';

describe('hmacSha256', () => {
  it('is what node:crypto makes of any key and content, one after the other under one key', () => {
    const bytes = (maxLength: number, minLength = 0) => fc.uint8Array({ minLength, maxLength });
    fc.assert(
      fc.property(bytes(100, 1), fc.array(bytes(300), { maxLength: 5 }), (secret, contents) => {
        const key = createSecretKey(secret);
        for (const content of contents) {
          expect(hmacSha256(key, content)).toEqual(createHmac('sha256', key).update(content).digest());
        }
      }),
      { numRuns: 300 },
    );
  });

  it('RFC 4231 case 1: gives the published value', () => {
    const key = createSecretKey(Buffer.alloc(20, 0x0b));
    expect(hmacSha256(key, Buffer.from('Hi There')).toString('hex')).toBe(
      'b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7',
    );
  });
});
