import { createHmac } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { type KeyPurpose, parseKeyring, signingKey } from '@hikyaku/message';
import fc from 'fast-check';
import { mintToken, type TokenSubject, tokenReader } from './unsubscribe-token.ts';

const secret = (seed: number) => Buffer.alloc(32, seed).toString('base64');
const keyring = parseKeyring(`2:${secret(2)},1:${secret(1)}`);
const older = parseKeyring(`1:${secret(1)}`);
const read = tokenReader(keyring);

const id = fc.bigInt({ min: 1n, max: 2n ** 63n - 1n }).map(String);
const subjects: fc.Arbitrary<TokenSubject> = fc.record({
  workspaceId: id,
  listId: fc.option(id),
  ref: fc.record({
    campaignId: id,
    addressKey: fc.uint8Array({ minLength: 16, maxLength: 16 }).map((bytes) => Buffer.from(bytes)),
    letterNo: fc.nat({ max: 2 ** 21 - 1 }),
  }),
});
const kinds = fc.constantFrom('live', 'inert');

const subject: TokenSubject = {
  workspaceId: '81985529216486895',
  listId: '1147797409030816545',
  ref: {
    campaignId: '72623859790382856',
    addressKey: Buffer.from('00112233445566778899aabbccddeeff', 'hex'),
    letterNo: 7,
  },
};

describe('mintToken', () => {
  it('TOK-1 reads back as what it was minted for, of either kind', () => {
    fc.assert(
      fc.property(subjects, kinds, (of, kind) => {
        expect(read(mintToken(keyring, of, kind))).toEqual({ kind, keyId: 2, ...of });
      }),
    );
  });

  it('TOK-1 lays out version, key, workspace, list, address key, campaign, letter and 16 bytes of MAC', () => {
    const bytes = Buffer.from(mintToken(keyring, subject), 'base64url');
    expect(bytes.subarray(0, 46).toString('hex')).toBe(
      [
        '0102',
        '0123456789abcdef',
        '0fedcba987654321',
        '00112233445566778899aabbccddeeff',
        '0102030405060708',
        '00000007',
      ].join(''),
    );
    expect(bytes).toHaveLength(62);
  });

  it('TOK-2 fits a header with room to spare and holds only letters that need no escaping', () => {
    fc.assert(
      fc.property(subjects, (of) => {
        expect(mintToken(keyring, of)).toMatch(/^[A-Za-z0-9_-]{83}$/);
      }),
    );
  });

  it('TOK-5 signs with the newest key', () => {
    expect(tokenReader(older)(mintToken(keyring, subject))).toBeUndefined();
    expect(read(mintToken(keyring, subject))?.keyId).toBe(2);
  });
});

describe('tokenReader', () => {
  it('TOK-4, TOK-5 verifies what an older key signed, after a rotation', () => {
    expect(read(mintToken(older, subject))).toEqual({ kind: 'live', keyId: 1, ...subject });
  });

  it('TOK-4 refuses what was signed with a key that was taken out', () => {
    expect(tokenReader(parseKeyring(`2:${secret(2)}`))(mintToken(older, subject))).toBeUndefined();
  });

  it('refuses the same key number with another secret behind it', () => {
    expect(tokenReader(parseKeyring(`2:${secret(3)}`))(mintToken(keyring, subject))).toBeUndefined();
  });

  it('TOK-1, TOK-8 tells inert from live by keys of their own: neither passes for the other', () => {
    for (const kind of ['live', 'inert'] as const) {
      const bytes = Buffer.from(mintToken(keyring, subject, kind), 'base64url');
      bytes[0] = kind === 'live' ? 2 : 1;
      expect(read(bytes.toString('base64url'))).toBeUndefined();
    }
  });

  const otherPurposes: KeyPurpose[] = ['return-path', 'message-id', 'seal', 'confirm', 'preferences'];
  it.each(otherPurposes)('TOK-1 refuses what a key for another purpose signed: %s', (purpose) => {
    const bytes = Buffer.from(mintToken(keyring, subject), 'base64url');
    const { key } = signingKey(keyring, purpose);
    createHmac('sha256', key).update(bytes.subarray(0, 46)).digest().copy(bytes, 46, 0, 16);
    expect(read(bytes.toString('base64url'))).toBeUndefined();
    const { key: ours } = signingKey(keyring, 'unsubscribe');
    createHmac('sha256', ours).update(bytes.subarray(0, 46)).digest().copy(bytes, 46, 0, 16);
    expect(read(bytes.toString('base64url'))).toMatchObject({ kind: 'live' });
  });

  it('TOK-1, TOK-3 accepts none of a hundred thousand altered tokens, and answers each with the same nothing', () => {
    const random = generator(20_261_123);
    const tokens = [mintToken(keyring, subject), mintToken(older, subject), mintToken(keyring, subject, 'inert')];
    const accepted: string[] = [];
    const tried = new Set<string>();
    while (tried.size < 100_000) {
      const genuine = tokens[random(tokens.length)] ?? '';
      const altered = alter(genuine, random);
      if (tokens.includes(altered) || tried.has(altered)) continue;
      tried.add(altered);
      if (read(altered) !== undefined) accepted.push(altered);
    }
    expect(accepted).toEqual([]);
  });

  it('TOK-3 refuses every single bit flipped, in the token and in its spelling', () => {
    const genuine = mintToken(keyring, subject);
    const bytes = Buffer.from(genuine, 'base64url');
    for (let bit = 0; bit < bytes.length * 8; bit++) {
      const flipped = Buffer.from(bytes);
      flipped.writeUInt8(flipped.readUInt8(bit >> 3) ^ (1 << (bit & 7)), bit >> 3);
      expect(read(flipped.toString('base64url'))).toBeUndefined();
    }
    // The last character carries four unused bits: only one of its sixteen spellings is the token.
    const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
    const spellings = Array.from(alphabet, (last) => genuine.slice(0, -1) + last);
    expect(spellings.filter((spelling) => read(spelling) !== undefined)).toEqual([genuine]);
  });

  it('never throws, whatever it is given', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.base64String({ maxLength: 120 })), (text) => {
        expect(read(text)).toBeUndefined();
      }),
    );
  });
});

type Random = (below: number) => number;

/** One way in which a token may come back altered: by accident in the post, or on purpose. */
function alter(token: string, random: Random): string {
  const bytes = Buffer.from(token, 'base64url');
  const at = random(bytes.length);
  switch (random(8)) {
    case 0:
      bytes[at] = (bytes[at] ?? 0) ^ (1 << random(8));
      return bytes.toString('base64url');
    case 1:
      return token.slice(0, random(token.length));
    case 2:
      return token.slice(1 + random(token.length - 1));
    case 3:
      return `${token}${Buffer.from([random(256), random(256), random(256)])
        .toString('base64url')
        .slice(random(4))}`;
    case 4:
      // Another alphabet, padding or white space: the same bytes, but not the token.
      return (
        [bytes.toString('base64'), bytes.toString('hex'), `${token}=`, ` ${token}`, token.toLowerCase()][random(5)] ??
        ''
      );
    case 5:
      bytes[1] = random(256);
      bytes[at] = random(256);
      return bytes.toString('base64url');
    case 6: {
      const other = random(bytes.length);
      [bytes[at], bytes[other]] = [bytes[other] ?? 0, bytes[at] ?? 0];
      return bytes.toString('base64url');
    }
    default:
      for (let i = 46; i < 62; i++) bytes[i] = random(256);
      return bytes.toString('base64url');
  }
}

/** Numbers that are the same in every run (a linear congruential generator). */
function generator(seed: number): Random {
  let state = BigInt(seed);
  return (below) => {
    state = (state * 6_364_136_223_846_793_005n + 1_442_695_040_888_963_407n) & 0xffff_ffff_ffff_ffffn;
    return Number((state >> 33n) % BigInt(below));
  };
}
