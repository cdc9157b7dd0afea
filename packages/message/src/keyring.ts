import { createSecretKey, hkdfSync, type KeyObject } from 'node:crypto';

/** Secrets that sign what letters carry, newest first. The first signs; all verify, for years. */
export type Keyring = readonly [KeyringEntry, ...KeyringEntry[]];

/** One secret of 32 bytes with its number (1–255), which stands in everything it signed. */
export type KeyringEntry = { id: number; secret: Buffer };

/** What a key is for. A key of one purpose verifies nothing of another. */
export type KeyPurpose =
  | 'unsubscribe'
  | 'unsubscribe-address'
  | 'reply-address'
  | 'inert'
  | 'return-path'
  | 'message-id'
  | 'seal'
  | 'confirm'
  | 'preferences';

/** A key bound to one purpose, with the number of the secret it comes from. A KeyObject, because an HMAC with raw bytes takes five times as long. */
export type PurposeKey = { id: number; key: KeyObject };

/** Reads `2:<base64 of 32 bytes>,1:<…>`; throws a sentence that never repeats the value. */
export function parseKeyring(text: string): Keyring {
  const entries = text.split(',').map((part) => {
    const [, id, secret] = /^(\d{1,3}):([A-Za-z0-9+/]{43}=)$/.exec(part.trim()) ?? [];
    if (id === undefined || secret === undefined || Number(id) < 1 || Number(id) > 255) {
      throw new Error(
        'HIKYAKU_KEYS must be a list of <number 1-255>:<base64 of 32 bytes>, newest first, separated by commas.',
      );
    }
    return { id: Number(id), secret: Buffer.from(secret, 'base64') };
  });
  const [newest, ...older] = entries;
  if (newest === undefined) throw new Error('HIKYAKU_KEYS is empty.');
  if (new Set(entries.map((entry) => entry.id)).size !== entries.length) {
    throw new Error('HIKYAKU_KEYS names the same number twice.');
  }
  return [newest, ...older];
}

/** The newest key of a purpose: the one to sign with. */
export function signingKey(keyring: Keyring, purpose: KeyPurpose): PurposeKey {
  return derive(keyring[0], purpose);
}

/** Every key of a purpose: the ones to verify with. */
export function verifyingKeys(keyring: Keyring, purpose: KeyPurpose): PurposeKey[] {
  return keyring.map((entry) => derive(entry, purpose));
}

/** Every letter signs with two or three of these; deriving one costs more than using it. */
const derived = new WeakMap<KeyringEntry, Map<KeyPurpose, PurposeKey>>();

function derive(entry: KeyringEntry, purpose: KeyPurpose): PurposeKey {
  const keys = derived.get(entry) ?? new Map<KeyPurpose, PurposeKey>();
  derived.set(entry, keys);
  const known = keys.get(purpose);
  if (known !== undefined) return known;
  const bytes = Buffer.from(hkdfSync('sha256', entry.secret, '', `hikyaku/${purpose}`, 32));
  const key = { id: entry.id, key: createSecretKey(bytes) };
  keys.set(purpose, key);
  return key;
}
