import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { base32, fromBase32 } from './base32.ts';

describe('base32', () => {
  it('writes the examples of RFC 4648 §10, in lower case and without padding', () => {
    const texts = ['', 'f', 'fo', 'foo', 'foob', 'fooba', 'foobar'];
    expect(texts.map((text) => base32(Buffer.from(text)))).toEqual([
      '',
      'my',
      'mzxq',
      'mzxw6',
      'mzxw6yq',
      'mzxw6ytb',
      'mzxw6ytboi',
    ]);
  });
});

describe('fromBase32', () => {
  it('reads back what was written, and has one spelling for it in each case', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 40 }), (bytes) => {
        const text = base32(Buffer.from(bytes));
        expect(fromBase32(text)).toEqual(Buffer.from(bytes));
        expect(fromBase32(text.toUpperCase())).toEqual(Buffer.from(bytes));
      }),
    );
  });

  it('refuses strange characters, impossible lengths and spare bits that are not zero', () => {
    expect(['m1', 'm=', 'm', 'mzx', 'mz', 'mzxr'].map(fromBase32)).toEqual(Array(6).fill(undefined));
  });
});
