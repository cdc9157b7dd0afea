import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { authenticate } from '@hikyaku/campaigns';
import { sessionOf, signIn } from '@hikyaku/sign-in';
import { sql } from 'kysely';
import { oneSentence, type TestInstallation, testInstallation } from '../testing.ts';

let home: TestInstallation;
beforeAll(async () => {
  home = await testInstallation();
});
afterAll(() => home.close());

describe('migrate', () => {
  it('says that the database is up to date', async () => {
    expect(await home.hikyaku('migrate')).toEqual({ code: 0, out: 'The database is up to date.\n', error: '' });
  });

  it('brings an empty database up to date; before that every other verb says that it is needed', async () => {
    const { db } = home.database;
    await sql`create database ${sql.id(emptyName())} template template0`.execute(db);
    const empty = home.with({ DATABASE_URL: home.database.url.replace(/[^/]+$/, emptyName()) });
    try {
      const early = await empty('campaign', 'list');
      expect(early).toEqual({ code: 1, out: '', error: expect.stringContaining('migrate` first.') });
      expect((await empty('migrate')).out).toMatch(/^\d+ migrations applied: /);
      const none = await empty('campaign', 'list');
      expect([none.code, none.error]).toEqual([1, expect.stringMatching(oneSentence)]);
      expect(none.error).toContain('workspace create');
    } finally {
      await sql`drop database ${sql.id(emptyName())} with (force)`.execute(db);
    }
  });

  const emptyName = () => `${new URL(home.database.url).pathname.slice(1)}_empty`;
});

describe('workspace create and list', () => {
  it('make one whose every line may stand in a footer, and refuse others', async () => {
    const who = ['--legal-name', '株式会社', '--postal-address', '東京都', '--contact', 'me@two.example'];
    const made = await home.hikyaku('workspace', 'create', '--name', 'Second', ...who, '--locale', 'en');
    expect([made.code, made.out]).toEqual([0, expect.stringMatching(/^wsp_[0-9a-z]{13} Second\n$/)]);
    expect((await home.hikyaku('workspace', 'list')).out).toMatch(/Demo\nwsp_[0-9a-z]{13} {2}Second\n$/);
    const [id = ''] = made.out.split(' ');
    await home.database.db.deleteFrom('workspaces').where('name', '=', 'Second').execute();
    const injected = await home.hikyaku('workspace', 'create', '--name', 'a\r\nBcc: x', ...who);
    const zone = await home.hikyaku('workspace', 'create', '--name', 'a', ...who, '--time-zone', 'Mars/Olympus');
    for (const ended of [injected, zone]) expect([ended.code, ended.out]).toEqual([1, '']);
    expect(id).toHaveLength(17);
  });
});

describe('api-key create, list and revoke', () => {
  it('show a new key once, list it without itself, and take it back for good', async () => {
    const { db } = home.database;
    const made = await home.hikyaku('api-key', 'create', '--name', 'automation');
    const key = made.out.trim().split('\n').at(-1) ?? '';
    const [id = ''] = made.out.split(' ');
    expect(key).toMatch(/^hk_[\w-]{43}$/);
    expect(await authenticate(db, key)).toMatchObject({ workspaceId: home.workspaceId, keyName: 'automation' });
    const list = await home.hikyaku('api-key', 'list');
    expect(list.out).toMatch(new RegExp(`^${id} {2}automation {2}since `));
    expect(list.out).not.toContain(key);
    expect((await home.hikyaku('api-key', 'revoke', id)).out).toBe(`${id} is revoked.\n`);
    expect(await authenticate(db, key)).toBeUndefined();
    const twice = await home.hikyaku('api-key', 'revoke', id);
    expect([twice.code, twice.error]).toEqual([1, expect.stringMatching(oneSentence)]);
  });
});

describe('user add, list and password', () => {
  it('let somebody in with a password shown once, and end their sessions with the next', async () => {
    const { db } = home.database;
    const enter = (password: string) =>
      signIn(db, { email: 'hanako@example.jp', password, userAgent: '', network: '192.0.2.1' });
    const added = await home.hikyaku('user', 'add', 'hanako@example.jp', '--name', '花子');
    const first = added.out.trim().split('\n').at(-1) ?? '';
    expect(first).toMatch(/^[a-z2-9]{5}(-[a-z2-9]{5}){3}$/);
    const inside = await enter(first);
    expect(inside.kind).toBe('signed-in');
    expect((await home.hikyaku('user', 'list')).out).toMatch(/^usr_[0-9a-z]{13} {2}hanako@example\.jp {2}花子\n$/);

    const again = await home.hikyaku('user', 'add', 'HANAKO@example.jp', '--name', '花子');
    expect([again.code, again.error]).toEqual([2, expect.stringContaining('already')]);

    const changed = await home.hikyaku('user', 'password', 'hanako@example.jp');
    expect(inside.kind === 'signed-in' && (await sessionOf(db, inside.token))).toBeUndefined();
    expect((await enter(first)).kind).toBe('wrong');
    expect((await enter(changed.out.trim().split('\n').at(-1) ?? '')).kind).toBe('signed-in');
    expect((await home.hikyaku('user', 'password', 'nobody@example.jp')).code).toBe(1);
  });
});
