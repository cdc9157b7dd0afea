import { createPrivateKey, createPublicKey } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { dkimRecord, makeDkimKey, txtStrings } from './key.ts';

describe('makeDkimKey', () => {
  it('DKIM-3 makes RSA of 2048 bits, the public half as a DNS record holds it', async () => {
    const key = await makeDkimKey();
    const privateKey = createPrivateKey(key.privateKeyPem);
    expect(privateKey.asymmetricKeyDetails?.modulusLength).toBe(2048);
    const published = createPublicKey({ key: Buffer.from(key.publicKey, 'base64'), type: 'spki', format: 'der' });
    expect(published.equals(createPublicKey(privateKey))).toBe(true);
  });

  it('gives an Ed25519 public key as its bare 32 bytes (RFC 8463)', async () => {
    const key = await makeDkimKey('ed25519-sha256');
    expect(Buffer.from(key.publicKey, 'base64')).toHaveLength(32);
  });
});

describe('dkimRecord', () => {
  it('names the kind of key, and revokes with an empty one', () => {
    expect([dkimRecord('AAAA'), dkimRecord('BBBB', 'ed25519-sha256'), dkimRecord('')]).toEqual([
      'v=DKIM1; k=rsa; p=AAAA',
      'v=DKIM1; k=ed25519; p=BBBB',
      'v=DKIM1; k=rsa; p=',
    ]);
  });
});

describe('txtStrings', () => {
  it('cuts a value into strings of at most 255 octets that join to the same', () => {
    const value = 'x'.repeat(255) + 'y'.repeat(100);
    expect(txtStrings(value)).toEqual(['x'.repeat(255), 'y'.repeat(100)]);
  });
});
