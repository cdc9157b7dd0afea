import { describe, expect, it } from '@jest/globals';
import { parseKeyring, signingKey, verifyingKeys } from './keyring.ts';

const one = `1:${Buffer.alloc(32, 1).toString('base64')}`;
const two = `2:${Buffer.alloc(32, 2).toString('base64')}`;

describe('parseKeyring', () => {
  it('signs with the first and verifies with all (TOK-5)', () => {
    const keyring = parseKeyring(`${two}, ${one}`);
    expect(signingKey(keyring, 'unsubscribe').id).toBe(2);
    expect(verifyingKeys(keyring, 'unsubscribe').map((key) => key.id)).toEqual([2, 1]);
  });

  it('gives every purpose a key of its own', () => {
    const keyring = parseKeyring(one);
    expect(signingKey(keyring, 'unsubscribe').key.equals(signingKey(keyring, 'return-path').key)).toBe(false);
  });

  it('refuses a short key, a number out of range and a number named twice, without repeating the secret', () => {
    for (const text of ['', '1:short', `0:${one.slice(2)}`, `256:${one.slice(2)}`, `${one},${one}`]) {
      expect(() => parseKeyring(text)).toThrow(/HIKYAKU_KEYS/);
    }
    const secret = 'c2VjcmV0c2VjcmV0';
    expect(() => parseKeyring(`1:${secret}`)).not.toThrow(new RegExp(secret));
  });
});
