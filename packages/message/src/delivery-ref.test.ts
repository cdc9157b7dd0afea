import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { decodeDeliveryRef, encodeDeliveryRef, maxLetterNo } from './delivery-ref.ts';

const addressKey = Buffer.from('000102030405060708090a0b0c0d0e0f', 'hex');

describe('encodeDeliveryRef', () => {
  it('writes the layout it draws, pinned: old return paths must read for years', () => {
    expect(encodeDeliveryRef({ campaignId: '258', addressKey, letterNo: 300 }).toString('hex')).toBe(
      '0000000000000102000102030405060708090a0b0c0d0e0fac02',
    );
    expect(encodeDeliveryRef({ campaignId: '1', addressKey, letterNo: maxLetterNo })).toHaveLength(27);
  });
});

describe('decodeDeliveryRef', () => {
  it('reads only what was written, byte for byte', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 20, maxLength: 30 }), (bytes) => {
        const given = Buffer.from(bytes);
        const ref = decodeDeliveryRef(given);
        if (ref !== undefined) expect(encodeDeliveryRef(ref)).toEqual(given);
      }),
      { numRuns: 1_000 },
    );
  });

  it('refuses a number in a longer form than it needs', () => {
    const shortest = encodeDeliveryRef({ campaignId: '1', addressKey, letterNo: 1 });
    expect(decodeDeliveryRef(shortest)).toEqual({ campaignId: '1', addressKey, letterNo: 1 });
    expect(decodeDeliveryRef(Buffer.concat([shortest.subarray(0, -1), Buffer.of(0x81, 0x00)]))).toBeUndefined();
    expect(decodeDeliveryRef(Buffer.concat([shortest, Buffer.of(0)]))).toBeUndefined();
  });
});
