import { createSecretKey, timingSafeEqual } from 'node:crypto';
import {
  hmacSha256,
  keyAsSigned,
  type Keyring,
  type PurposeKey,
  type RenewKey,
  signingKey,
  u64,
  verifyingKeys,
} from '@hikyaku/message';

/** What a link may be used for; a token of one purpose is nothing to another. */
export type PersonPurpose = 'preferences' | 'confirm';

/** Whom a link belongs to: a person of a workspace, and for a confirmation the list (none otherwise). */
export type PersonSubject = { workspaceId: string; addressKey: Buffer; listId: string | null };

/** A token that verified; one whose time is over opens nothing, but its person may be sent a new one. */
export type ReadPersonToken = PersonSubject & { kind: 'valid' | 'expired' };

/*
 * The layout, 54 bytes, base64url (72 characters):
 *
 *   0        1        2            10      18            34           38       54
 *   version  key id   workspace    list    address key   expires at   MAC
 *   u8       u8       u64          u64     16 bytes      u32, s       HMAC-SHA-256, 128 bits
 *
 * Big endian. The version says the purpose, and each purpose has keys of its own. No address is in it, only its keyed hash.
 */
const bodyBytes = 38;
const macBytes = 16;
const tokenBytes = bodyBytes + macBytes;
const versions = { preferences: 3, confirm: 4 } as const satisfies Record<PersonPurpose, number>;

/** Mints a link's token with the newest key; it verifies without a database until the second of `expiresAt`. */
export function mintPersonToken(
  keyring: Keyring,
  purpose: PersonPurpose,
  subject: PersonSubject,
  expiresAt: Date,
): string {
  const key = signingKey(keyring, purpose);
  const token = Buffer.alloc(tokenBytes);
  const body = token.subarray(0, bodyBytes);
  body.writeUInt8(versions[purpose], 0);
  body.writeUInt8(key.id, 1);
  u64(subject.workspaceId).copy(body, 2);
  u64(subject.listId ?? '0').copy(body, 10);
  subject.addressKey.copy(body, 18);
  body.writeUInt32BE(Math.floor(expiresAt.getTime() / 1_000), 34);
  token.set(mac(key, body), bodyBytes);
  return token.toString('base64url');
}

/** A reader of the tokens of one purpose, in constant time (TOK-3); undefined for everything that is none. `renew` as for `tokenReader`. */
export function personTokenReader(
  keyring: Keyring,
  purpose: PersonPurpose,
  now: () => Date = () => new Date(),
  renew: RenewKey = keyAsSigned,
): (token: string) => ReadPersonToken | undefined {
  const keys = verifyingKeys(keyring, purpose);
  return (token) => {
    const bytes = Buffer.from(token, 'base64url');
    const wellFormed = bytes.length === tokenBytes && bytes.toString('base64url') === token;
    const claimed = wellFormed ? bytes : Buffer.alloc(tokenBytes);
    const known = keys.find((key) => key.id === claimed.readUInt8(1));
    // An unknown key is computed with all the same, so that a refusal always takes as long.
    const body = claimed.subarray(0, bodyBytes);
    const genuine = timingSafeEqual(mac(known ?? keys[0] ?? noKey, body), claimed.subarray(bodyBytes));
    if (!genuine || !wellFormed || known === undefined || claimed.readUInt8(0) !== versions[purpose]) return undefined;
    const list = body.readBigUInt64BE(10);
    return {
      kind: now().getTime() < body.readUInt32BE(34) * 1_000 ? 'valid' : 'expired',
      workspaceId: body.readBigUInt64BE(2).toString(),
      listId: list === 0n ? null : list.toString(),
      addressKey: renew(known.id, Buffer.from(body.subarray(18, 34))),
    };
  };
}

const noKey: PurposeKey = { id: 0, key: createSecretKey(Buffer.alloc(32)) };

function mac({ key }: PurposeKey, body: Buffer): Buffer {
  return hmacSha256(key, body).subarray(0, macBytes);
}
