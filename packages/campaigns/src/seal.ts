import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { type Keyring, signingKey, verifyingKeys } from '@hikyaku/message';

const version = 1;
const nonceBytes = 12;
const tagBytes = 16;
const headBytes = 2 + nonceBytes + tagBytes;

/** A secret that no key of the ring opens: it was sealed with a key that is gone, for another purpose, or was damaged. */
export class UnsealError extends Error {
  constructor(keyId: number, options?: ErrorOptions) {
    super(
      `A sealed secret cannot be opened with key ${keyId}: HIKYAKU_KEYS must still hold the key it was sealed with.`,
      options,
    );
    this.name = 'UnsealError';
  }
}

/**
 * Seals a secret for keeping, with the newest key (AES-256-GCM). `purpose` is bound to it: a secret moved to another row does not open.
 *
 *     | version (1) | key id (1) | nonce (12) | tag (16) | ciphertext |
 */
export function seal(keyring: Keyring, purpose: string, secret: string): Buffer {
  const { id, key } = signingKey(keyring, 'seal');
  const nonce = randomBytes(nonceBytes);
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(purpose));
  const sealed = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final()]);
  return Buffer.concat([Buffer.of(version, id), nonce, cipher.getAuthTag(), sealed]);
}

/** Opens what `seal` made, with whichever key of the ring it names; throws UnsealError. */
export function unseal(keyring: Keyring, purpose: string, sealed: Buffer): string {
  const keyId = sealed.length > headBytes ? sealed.readUInt8(1) : 0;
  const known = verifyingKeys(keyring, 'seal').find(({ id }) => id === keyId);
  if (known === undefined || sealed.readUInt8(0) !== version) throw new UnsealError(keyId);
  const decipher = createDecipheriv('aes-256-gcm', known.key, sealed.subarray(2, 2 + nonceBytes))
    .setAAD(Buffer.from(purpose))
    .setAuthTag(sealed.subarray(2 + nonceBytes, headBytes));
  try {
    return Buffer.concat([decipher.update(sealed.subarray(headBytes)), decipher.final()]).toString('utf8');
  } catch (error) {
    throw new UnsealError(keyId, { cause: error });
  }
}
