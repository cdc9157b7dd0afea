import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startTestApp, type TestApp } from '../testing.ts';

let app: TestApp;
let listId: string;
let foreignListId: string;
const consent = { basis: 'consent', source: 'form' };
beforeAll(async () => {
  app = await startTestApp();
  listId = (await app.mine.ask('POST', '/lists', { name: 'mine' })).body.id;
  foreignListId = (await app.theirs.ask('POST', '/lists', { name: 'theirs' })).body.id;
});
afterAll(() => app.close());

describe('POST /contacts', () => {
  it('adds a person to lists and merges a repeat', async () => {
    const person = { email: 'Hanako@Example.jp', fields: { name: '花子', age: 30 }, lists: [listId], consent };
    const added = await app.mine.ask('POST', '/contacts', person);
    expect(added.status).toBe(201);
    expect(added.body.lists[0]).toMatchObject({ list: listId, state: 'active', suppressed: [] });
    const merged = await app.mine.ask('POST', '/contacts', {
      email: 'hanako@example.jp',
      fields: { age: null, city: '京都' },
    });
    expect(merged.status).toBe(200);
    expect(merged.body.id).toBe(added.body.id);
    expect(merged.body.fields).toEqual({ name: '花子', city: '京都' });
  });

  it('takes old carrier addresses and IDN domains (JPC-1)', async () => {
    for (const email of ['taro..x.@docomo.ne.jp', '.jiro@ezweb.ne.jp', 'info@日本語.jp']) {
      expect((await app.mine.ask('POST', '/contacts', { email })).status).toBe(201);
    }
  });

  it('AP-2: never re-activates somebody who has left, also after a deletion', async () => {
    const email = 'left@example.jp';
    const first = await app.mine.ask('POST', '/contacts', { email, lists: [listId], consent });
    await app.mine.ask('POST', '/suppressions', { email, scope: 'list', listId, reason: 'unsubscribed' });
    expect((await app.mine.ask('DELETE', `/contacts/${first.body.id}`)).status).toBe(204);
    const again = await app.mine.ask('POST', '/contacts', { email, lists: [listId], consent });
    expect(again.status).toBe(201);
    expect(again.body.lists[0]?.suppressed).toEqual(['list']);
    expect(again.body.suppressed).toEqual(['list']);
  });

  it.each([
    [{ email: 'no address' }, '/email'],
    [{ email: 'a@example.jp\r\nBcc: b@example.jp' }, '/email'],
    [{ email: 'a@example.jp', fields: { email: 'x' } }, '/fields/email'],
    [{ email: 'a@example.jp', fields: { constructor: 'x' } }, '/fields/constructor'],
    [{ email: 'a@example.jp', fields: { a: { b: 1 } } }, '/fields/a'],
    [{ email: 'a@example.jp', fields: { a: 'x\0y' } }, '/fields/a'],
    [{ email: 'a@example.jp', fields: { 'a\nb': 'x' } }, '/fields/a\nb'],
    [{ email: 'a@example.jp', lists: ['LIST'] }, '/consent'],
    [{ email: 'a@example.jp', lists: ['LIST'], consent: { basis: 'bought', source: 'x' } }, '/consent/basis'],
    [{ email: 'a@example.jp', lists: ['LIST'], consent: { basis: 'consent', source: '  ' } }, '/consent'],
    [{ email: 'a@example.jp', lists: ['LIST'], consent: { ...consent, at: '2999-01-01T00:00:00Z' } }, '/consent'],
    [{ email: 'a@example.jp', lists: ['LIST'], consent: { ...consent, at: 'yesterday' } }, '/consent/at'],
    [{ email: 'a@example.jp', lists: ['FOREIGN'], consent }, '/lists/0'],
    [{ email: 'a@example.jp', lists: ['lst_0000000000000'], consent }, '/lists/0'],
    [{ email: 'a@example.jp', lists: ['cmp_0000000000000'], consent }, '/lists/0'],
    [{ email: 'a@example.jp', workspaceId: '1' }, '/workspaceId'],
  ])('refuses %j at %s and adds nobody', async (person, pointer) => {
    const lists =
      'lists' in person
        ? { lists: person.lists.map((id) => ({ LIST: listId, FOREIGN: foreignListId })[id] ?? id) }
        : {};
    const answer = await app.mine.ask('POST', '/contacts', { ...person, ...lists });
    expect(answer.status).toBe(422);
    expect(answer.body.errors[0]?.pointer).toBe(pointer);
    expect((await app.mine.ask('GET', '/contacts?email=a@example.jp')).body.items).toEqual([]);
  });
});

describe('GET /contacts', () => {
  it('finds an address in any spelling, and nobody for what is none', async () => {
    await app.mine.ask('POST', '/contacts', { email: 'find.me@example.jp' });
    const found = await app.mine.ask('GET', `/contacts?email=${encodeURIComponent(' FIND.me@EXAMPLE.jp ')}`);
    expect(found.body.items.map((one) => one.email)).toEqual(['find.me@example.jp']);
    expect((await app.mine.ask('GET', '/contacts?email=nonsense')).body.items).toEqual([]);
  });
});

describe('PATCH and DELETE /contacts/:id', () => {
  it('changes what is named, and refuses an address that another contact has', async () => {
    const one = await app.mine.ask('POST', '/contacts', { email: 'one@example.jp' });
    const two = await app.mine.ask('POST', '/contacts', { email: 'two@example.jp' });
    const moved = await app.mine.ask('PATCH', `/contacts/${one.body.id}`, {
      email: 'uno@example.jp',
      fields: { a: 1 },
    });
    expect([moved.status, moved.body.email]).toEqual([200, 'uno@example.jp']);
    const taken = await app.mine.ask('PATCH', `/contacts/${one.body.id}`, { email: 'two@example.jp' });
    expect(taken.status).toBe(409);
    expect(taken.body.detail).toContain(two.body.id);
  });

  it('answers 404 for contacts of another workspace, and touches them not', async () => {
    const theirs = await app.theirs.ask('POST', '/contacts', { email: 'theirs@example.jp' });
    const path = `/contacts/${theirs.body.id}`;
    expect((await app.mine.ask('GET', path)).status).toBe(404);
    expect((await app.mine.ask('PATCH', path, { fields: { a: 1 } })).status).toBe(404);
    expect((await app.mine.ask('DELETE', path)).status).toBe(404);
    expect((await app.theirs.ask('GET', path)).body.fields).toEqual({});
  });
});
