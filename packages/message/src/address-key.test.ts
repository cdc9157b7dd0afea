import { createHmac } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { type Address, parseAddress } from './address.ts';
import { addressKey } from './address-key.ts';

const pepper = Buffer.alloc(32, 7);
const address = (input: string): Address => {
  const parsed = parseAddress(input);
  if (!parsed.ok) throw new Error(parsed.reason);
  return parsed.address;
};

describe('addressKey', () => {
  it('is 16 bytes of HMAC-SHA-256, pinned: it is stored and must never change', () => {
    const mac = createHmac('sha256', pepper).update('hikyaku/address-key/1\0alice@example.com').digest();
    expect(addressKey(pepper, address('Alice@EXAMPLE.com'))).toEqual(mac.subarray(0, 16));
    expect(addressKey(pepper, address('alice@example.com')).toString('hex')).toBe('4c26c7e5c98c26a21120988cd575ed0b');
  });

  it('EAI-5 is the same for every spelling of one address', () => {
    const spellings = ['a..b@docomo.ne.jp', '"a..b"@docomo.ne.jp', 'A..B@Docomo.NE.jp'].map(address);
    const keys = spellings.map((spelling) => addressKey(pepper, spelling).toString('hex'));
    expect(new Set(keys).size).toBe(1);
    expect(addressKey(pepper, address('a..b@docomo.ne.jp').canonical).toString('hex')).toBe(keys[0]);
  });

  it('differs between addresses and between peppers', () => {
    const key = addressKey(pepper, address('a@example.com'));
    expect(addressKey(pepper, address('b@example.com'))).not.toEqual(key);
    expect(addressKey(Buffer.alloc(32, 8), address('a@example.com'))).not.toEqual(key);
  });

  it('refuses a pepper too short to protect anything', () => {
    expect(() => addressKey(Buffer.alloc(0), address('a@example.com'))).toThrow(RangeError);
  });
});
