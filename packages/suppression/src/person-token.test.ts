import { type Keyring, parseKeyring } from '@hikyaku/message';
import { describe, expect, it } from '@jest/globals';
import { mintPersonToken, personTokenReader } from './person-token.ts';

const secret = (byte: number) => Buffer.alloc(32, byte).toString('base64');
const older: Keyring = parseKeyring(`1:${secret(1)}`);
const keyring: Keyring = parseKeyring(`2:${secret(2)},1:${secret(1)}`);
const subject = { workspaceId: '125881594392084486', addressKey: Buffer.alloc(16, 9), listId: '7' };
const noon = new Date('2026-11-26T12:00:00Z');
const later = (seconds: number) => new Date(noon.getTime() + seconds * 1_000);

describe('personTokenReader', () => {
  it('reads what was minted, also with an older key of the ring', () => {
    const read = personTokenReader(keyring, 'confirm', () => noon);
    for (const ring of [keyring, older]) {
      expect(read(mintPersonToken(ring, 'confirm', subject, later(60)))).toEqual({ kind: 'valid', ...subject });
    }
  });

  it('says of a token whose time is over that it is, and whose it was', () => {
    const token = mintPersonToken(keyring, 'preferences', { ...subject, listId: null }, later(60));
    expect(personTokenReader(keyring, 'preferences', () => later(59))(token)).toMatchObject({ kind: 'valid' });
    expect(personTokenReader(keyring, 'preferences', () => later(60))(token)).toMatchObject({
      kind: 'expired',
      listId: null,
    });
  });

  it('takes no token of another purpose, another ring, or with any bit changed (TOK-1, TOK-3)', () => {
    const read = personTokenReader(keyring, 'preferences', () => noon);
    const token = mintPersonToken(keyring, 'preferences', subject, later(60));
    expect(read(mintPersonToken(keyring, 'confirm', subject, later(60)))).toBeUndefined();
    expect(personTokenReader(older, 'preferences', () => noon)(token)).toBeUndefined();
    const bytes = Buffer.from(token, 'base64url');
    for (let bit = 0; bit < bytes.length * 8; bit++) {
      const changed = Buffer.from(bytes);
      changed.writeUInt8(changed.readUInt8(bit >> 3) ^ (1 << (bit & 7)), bit >> 3);
      expect(read(changed.toString('base64url'))).toBeUndefined();
    }
    for (const other of ['', token.slice(1), `${token}A`, `${token}=`]) expect(read(other)).toBeUndefined();
  });
});
