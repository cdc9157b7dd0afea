import { describe, expect, it } from '@jest/globals';
import { parseAddress } from './address.ts';
import { addressKey } from './address-key.ts';
import { keyRenewal, parsePepper } from './pepper.ts';

const layer = (byte: number): string => Buffer.alloc(32, byte).toString('base64');
const keyOf = (pepper: string): Buffer => {
  const parsed = parseAddress('hanako@example.jp');
  if (!parsed.ok) throw new Error(parsed.reason);
  return addressKey(parsePepper(pepper).bytes, parsed.address);
};

describe('parsePepper', () => {
  it('reads one layer, or many with the number of the key that was new with each but the oldest', () => {
    expect(parsePepper(layer(1))).toEqual({ bytes: Buffer.alloc(32, 1), laidAt: [] });
    const twice = parsePepper(`${layer(3)}@7, ${layer(2)}@3,${layer(1)}`);
    expect(twice.laidAt).toEqual([3, 7]);
    expect(twice.bytes).toEqual(Buffer.concat([1, 2, 3].map((byte) => Buffer.alloc(32, byte))));
  });

  it.each([
    '',
    'hush',
    layer(1).slice(1),
    `${layer(1)}@2`,
    `${layer(2)},${layer(1)}`,
    `${layer(2)}@0,${layer(1)}`,
    `${layer(2)}@256,${layer(1)}`,
    `${layer(3)}@2,${layer(2)}@3,${layer(1)}`,
    `${layer(3)}@3,${layer(2)}@3,${layer(1)}`,
  ])('refuses %j in one sentence that does not repeat it', (text) => {
    expect(() => parsePepper(text)).toThrow(/^HIKYAKU_PEPPER must be 32 bytes in base64[^\n]+\.$/);
    expect(() => parsePepper(text)).not.toThrow(layer(1));
  });
});

describe('keyRenewal', () => {
  it('brings the key in what was signed before a layer up to it, by as many layers as came since (TOK-4)', () => {
    const [first, second, third] = [layer(1), `${layer(2)}@3,${layer(1)}`, `${layer(3)}@7,${layer(2)}@3,${layer(1)}`];
    const renew = keyRenewal(parsePepper(third));
    expect([1, 2].map((signedBy) => renew(signedBy, keyOf(first)))).toEqual([keyOf(third), keyOf(third)]);
    expect([3, 6].map((signedBy) => renew(signedBy, keyOf(second)))).toEqual([keyOf(third), keyOf(third)]);
    expect(renew(7, keyOf(third))).toEqual(keyOf(third));
    expect(new Set([first, second, third].map((pepper) => keyOf(pepper).toString('hex'))).size).toBe(3);
  });

  it('leaves every key alone where the pepper was never replaced', () => {
    expect(keyRenewal(parsePepper(layer(1)))(1, keyOf(layer(1)))).toEqual(keyOf(layer(1)));
  });
});
