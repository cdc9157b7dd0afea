import { createSecretKey, timingSafeEqual } from 'node:crypto';
import {
  type DeliveryRef,
  hmacSha256,
  keyAsSigned,
  type Keyring,
  type PurposeKey,
  type RenewKey,
  signingKey,
  u64,
  verifyingKeys,
} from '@hikyaku/message';

/** What a letter's token says: the one letter it was minted for, its workspace, and the list it speaks of (none for a letter to no list). */
export type TokenSubject = { workspaceId: string; listId: string | null; ref: DeliveryRef };

/** A token that verified. Inert ones stand in test copies and previews: they show a page and never suppress (TOK-8). */
export type ReadToken = { kind: 'live' | 'inert'; keyId: number } & TokenSubject;

/*
 * The layout, 62 bytes, base64url (83 characters):
 *
 *   0        1        2            10      18            34         42        46       62
 *   version  key id   workspace    list    address key   campaign   letter    MAC
 *   u8       u8       u64          u64     16 bytes      u64        u32       HMAC-SHA-256, 128 bits
 *
 * Big endian. Version 1 is live, version 2 inert, each with keys of its own purpose. No address is in it, only its keyed hash.
 */
const bodyBytes = 46;
const macBytes = 16;
const tokenBytes = bodyBytes + macBytes;
const versions = { live: 1, inert: 2 } as const;
const purposes = { live: 'unsubscribe', inert: 'inert' } as const;

/** Mints the token of one letter with the newest key. It verifies without a database and never expires. */
export function mintToken(keyring: Keyring, subject: TokenSubject, kind: 'live' | 'inert' = 'live'): string {
  const key = signingKey(keyring, purposes[kind]);
  const token = Buffer.alloc(tokenBytes);
  const body = token.subarray(0, bodyBytes);
  body.writeUInt8(versions[kind], 0);
  body.writeUInt8(key.id, 1);
  u64(subject.workspaceId).copy(body, 2);
  u64(subject.listId ?? '0').copy(body, 10);
  subject.ref.addressKey.copy(body, 18);
  u64(subject.ref.campaignId).copy(body, 34);
  body.writeUInt32BE(subject.ref.letterNo, 42);
  token.set(mac(key, body), bodyBytes);
  return token.toString('base64url');
}

/**
 * A reader of tokens: verifies with every key, in constant time, and says nothing about why a token is refused (TOK-3). `renew` brings
 * the address key of an old one up to date with the pepper.
 */
export function tokenReader(keyring: Keyring, renew: RenewKey = keyAsSigned): (token: string) => ReadToken | undefined {
  const keys = { live: verifyingKeys(keyring, 'unsubscribe'), inert: verifyingKeys(keyring, 'inert') };
  return (token) => {
    const bytes = Buffer.from(token, 'base64url');
    const wellFormed = bytes.length === tokenBytes && bytes.toString('base64url') === token;
    const claimed = wellFormed ? bytes : Buffer.alloc(tokenBytes);
    const kind = claimed.readUInt8(0) === versions.inert ? 'inert' : 'live';
    const keyId = claimed.readUInt8(1);
    const known = keys[kind].find((key) => key.id === keyId);
    // An unknown key is computed with all the same, so that a refusal always takes as long.
    const body = claimed.subarray(0, bodyBytes);
    const genuine = timingSafeEqual(mac(known ?? keys[kind][0] ?? noKey, body), claimed.subarray(bodyBytes));
    if (!genuine || !wellFormed || known === undefined || claimed.readUInt8(0) !== versions[kind]) return undefined;
    const list = body.readBigUInt64BE(10);
    return {
      kind,
      keyId,
      workspaceId: body.readBigUInt64BE(2).toString(),
      listId: list === 0n ? null : list.toString(),
      ref: {
        addressKey: renew(keyId, Buffer.from(body.subarray(18, 34))),
        campaignId: body.readBigUInt64BE(34).toString(),
        letterNo: body.readUInt32BE(42),
      },
    };
  };
}

const noKey: PurposeKey = { id: 0, key: createSecretKey(Buffer.alloc(32)) };

function mac({ key }: PurposeKey, body: Buffer): Buffer {
  return hmacSha256(key, body).subarray(0, macBytes);
}
