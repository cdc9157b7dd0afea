import { describe, expect, it } from '@jest/globals';
import { hashPassword, isPassword } from './password.ts';

describe('hashPassword', () => {
  it('keeps argon2id with a salt of its own, and never the password', async () => {
    const [one, two] = [await hashPassword('correct horse battery'), await hashPassword('correct horse battery')];
    expect(one).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$[\w+/]{22}\$[\w+/]{43}$/);
    expect(one).not.toBe(two);
  });
});

describe('isPassword', () => {
  it('knows the password again, however its accents are typed, and no other', async () => {
    const kept = await hashPassword('パスワード-が-1-café');
    expect(await isPassword(kept, 'パスワード-が-1-café'.normalize('NFD'))).toBe(true);
    expect(await isPassword(kept, 'パスワード-か-1-café')).toBe(false);
    expect(await isPassword(kept, '')).toBe(false);
  });

  it('compares at the cost a password was kept with, as the reference implementation does', async () => {
    // phc-winner-argon2, src/test.c: argon2id, 64 MiB, 2 passes, 1 lane.
    const kept = '$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc';
    expect(await isPassword(kept, 'password')).toBe(true);
    expect(await isPassword(kept, 'passwore')).toBe(false);
  });

  it('takes no text of another form for a password', async () => {
    for (const kept of ['', 'secret', '$2b$10$abc', '$argon2id$v=19$m=19456,t=2,p=1$c2FsdA$']) {
      expect(await isPassword(kept, 'secret')).toBe(false);
    }
  });
});
