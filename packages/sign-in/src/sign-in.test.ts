import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type TestDatabase, testDatabase } from '@hikyaku/database/testing';
import { endSession, listSessions, sessionOf } from './session.ts';
import { signIn } from './sign-in.ts';
import { changeOwnPassword } from './own-password.ts';
import { addUser, changePassword, listUsers, removeUser, resetPassword } from './user.ts';

let database: TestDatabase;
let workspaceId: string;
let users = 0;
beforeAll(async () => {
  database = await testDatabase();
  const row = await database.db
    .insertInto('workspaces')
    .values({ name: '飛脚', legal_name: '株式会社飛脚', postal_address: '東京都', contact: 'me@example.jp' })
    .returning('id')
    .executeTakeFirstOrThrow();
  workspaceId = row.id;
});
afterAll(() => database.drop());

const password = '飛脚が走る東海道五十三次';

async function newUser() {
  const added = await addUser(database.db, {
    workspaceId,
    email: `User-${++users}@example.jp`,
    name: '花子',
    password,
  });
  if (added.kind !== 'added') throw new Error(added.message);
  return added.user;
}
const knock = (email: string, word = password, network = '192.0.2.1') =>
  signIn(database.db, { email, password: word, userAgent: 'test', network });

async function tokenOf(email: string): Promise<string> {
  const made = await knock(email);
  if (made.kind !== 'signed-in') throw new Error(made.kind);
  return made.token;
}

describe('addUser', () => {
  it('lets an address sign in to one workspace only, however it is spelled', async () => {
    const user = await newUser();
    const again = await addUser(database.db, { workspaceId, email: user.email.toUpperCase(), name: 'x', password });
    expect(again).toMatchObject({ kind: 'problem', field: 'email' });
    expect((await listUsers(database.db, workspaceId)).map(({ id }) => id)).toContain(user.id);
  });

  it.each([
    [{ email: 'nobody' }, 'email'],
    [{ name: ' ' }, 'name'],
    [{ name: 'a\r\nb' }, 'name'],
    [{ password: '🗝️short' }, 'password'],
    [{ password: 'x'.repeat(201) }, 'password'],
  ])('says what is wrong with %j', async (wrong, field) => {
    const added = await addUser(database.db, { workspaceId, email: 'a@b.example', name: 'a', password, ...wrong });
    expect(added).toMatchObject({ kind: 'problem', field });
  });
});

describe('signIn', () => {
  it('opens a session for the right password, whatever the case of the address', async () => {
    const user = await newUser();
    const token = await tokenOf(user.email.toUpperCase());
    expect(await sessionOf(database.db, token)).toMatchObject({ userId: user.id, workspaceId, email: user.email });
  });

  it('answers an unknown address and a wrong password alike', async () => {
    const user = await newUser();
    expect(await knock(user.email, 'not the password')).toEqual({ kind: 'wrong' });
    expect(await knock('nobody@example.jp')).toEqual({ kind: 'wrong' });
    expect(await knock("' or 1=1 --")).toEqual({ kind: 'wrong' });
  });

  it('refuses the ninth wrong try from one network unread, even with the right password, and says for how long', async () => {
    const user = await newUser();
    for (let n = 0; n < 8; n++) expect((await knock(user.email, 'wrong guess', '192.0.2.9')).kind).toBe('wrong');
    const refused = await knock(user.email, password, '192.0.2.9');
    expect(refused).toMatchObject({ kind: 'too-many' });
    expect(refused.kind === 'too-many' && refused.retryAfterSeconds).toBeGreaterThan(800);
    expect((await knock(user.email, password, '198.51.100.7')).kind).toBe('signed-in');
  });

  it('counts tries made at once, so that none slips past the limit', async () => {
    const user = await newUser();
    const all = await Promise.all(Array.from({ length: 30 }, () => knock(user.email, 'wrong guess', '192.0.2.30')));
    expect(all.filter(({ kind }) => kind === 'wrong').length).toBeLessThanOrEqual(8);
  });

  it('refuses a network that tries many addresses', async () => {
    for (let n = 0; n < 40; n++) await knock(`spray-${n}@example.jp`, 'summer2026!!', '203.0.113.5');
    expect((await knock('spray-40@example.jp', 'summer2026!!', '203.0.113.5')).kind).toBe('too-many');
  });
});

describe('sessionOf', () => {
  it('knows no token that was never given out', async () => {
    expect(await sessionOf(database.db, 'x'.repeat(43))).toBeUndefined();
  });

  it('ends a session that was not used for 14 days, and any after 90', async () => {
    const user = await newUser();
    for (const [column, days] of [
      ['seen_at', 15],
      ['created_at', 91],
    ] as const) {
      const token = await tokenOf(user.email);
      const holder = await sessionOf(database.db, token);
      await database.db
        .updateTable('sessions')
        .set({ [column]: new Date(Date.now() - days * 86_400_000) })
        .where('id', '=', holder?.sessionId ?? '')
        .execute();
      expect(await sessionOf(database.db, token)).toBeUndefined();
    }
  });

  it('ends every session when the password changes', async () => {
    const user = await newUser();
    const token = await tokenOf(user.email);
    expect(await changePassword(database.db, { email: user.email, password: 'another one altogether' })).toEqual({
      kind: 'changed',
    });
    expect(await sessionOf(database.db, token)).toBeUndefined();
    expect((await knock(user.email, 'another one altogether')).kind).toBe('signed-in');
  });
});

describe('endSession', () => {
  it("ends one of the user's own, and nobody else's", async () => {
    const [mine, other] = [await newUser(), await newUser()];
    const [token, others] = [await tokenOf(mine.email), await tokenOf(other.email)];
    const holder = await sessionOf(database.db, token);
    const stranger = await sessionOf(database.db, others);
    expect(await endSession(database.db, mine.id, stranger?.sessionId ?? '')).toBe(false);
    expect(await endSession(database.db, mine.id, holder?.sessionId ?? '')).toBe(true);
    expect(await sessionOf(database.db, token)).toBeUndefined();
    expect(await sessionOf(database.db, others)).toBeDefined();
    expect(await listSessions(database.db, mine.id)).toEqual([]);
  });
});

describe('changeOwnPassword', () => {
  it('wants the password that is known, keeps this session and ends all others', async () => {
    const user = await newUser();
    const [here, elsewhere] = [await tokenOf(user.email), await tokenOf(user.email)];
    const holder = await sessionOf(database.db, here);
    if (holder === undefined) throw new Error('no session');
    const change = (current: string, next: string) =>
      changeOwnPassword(database.db, holder, { current, next, network: '192.0.2.77' });
    expect(await change('a guess of somebody', 'another password')).toEqual({ kind: 'wrong' });
    expect(await change(password, 'short')).toMatchObject({ kind: 'problem', field: 'password' });
    expect(await change(password, 'another password')).toEqual({ kind: 'changed' });
    expect(await sessionOf(database.db, here)).toBeDefined();
    expect(await sessionOf(database.db, elsewhere)).toBeUndefined();
    expect((await knock(user.email, 'another password')).kind).toBe('signed-in');
  });

  it('counts its tries as those at the door are counted', async () => {
    const user = await newUser();
    const holder = await sessionOf(database.db, await tokenOf(user.email));
    if (holder === undefined) throw new Error('no session');
    const guess = () =>
      changeOwnPassword(database.db, holder, { current: 'wrong', next: 'another password', network: '192.0.2.78' });
    for (let n = 0; n < 8; n++) expect(await guess()).toEqual({ kind: 'wrong' });
    expect(await guess()).toMatchObject({ kind: 'too-many' });
  });
});

describe('removeUser', () => {
  it('ends what they had open, only in their own workspace, and never removes the last', async () => {
    const row = await database.db
      .insertInto('workspaces')
      .values({ name: 'x', legal_name: 'x', postal_address: 'x', contact: 'x' })
      .returning('id')
      .executeTakeFirstOrThrow();
    const add = async (email: string) => {
      const added = await addUser(database.db, { workspaceId: row.id, email, name: 'x', password });
      return added.kind === 'added' ? added.user : undefined;
    };
    const [first, second] = [await add('first@x.example'), await add('second@x.example')];
    const token = await tokenOf('second@x.example');
    expect(await removeUser(database.db, workspaceId, second?.id ?? '')).toBe('unknown');
    expect(await resetPassword(database.db, workspaceId, { userId: second?.id ?? '', password })).toBe(false);
    expect(await removeUser(database.db, row.id, second?.id ?? '')).toBe('removed');
    expect(await sessionOf(database.db, token)).toBeUndefined();
    expect(await removeUser(database.db, row.id, first?.id ?? '')).toBe('last');
  });
});
