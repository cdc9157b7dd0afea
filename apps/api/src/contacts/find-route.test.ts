import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startTestApp, type TestApp } from '../testing.ts';

let app: TestApp;
let listId: string;
const consent = { basis: 'consent', source: 'form' };
beforeAll(async () => {
  app = await startTestApp();
  listId = (await app.mine.ask('POST', '/lists', { name: 'mine' })).body.id;
  for (const [n, name] of ['佐藤 花子', '佐藤 太郎', 'Alice Sato', '鈴木 一郎', 'Sato'].entries()) {
    const lists = n % 2 === 0 ? { lists: [listId], consent } : {};
    await app.mine.ask('POST', '/contacts', { email: `p${n}@example.jp`, fields: { name }, ...lists });
  }
  await app.theirs.ask('POST', '/contacts', { email: 'p0@example.jp', fields: { name: '佐藤 花子' } });
});
afterAll(() => app.close());

async function emails(query: string): Promise<string[]> {
  const seen: string[] = [];
  for (let cursor = ''; ; ) {
    const answer = await app.mine.ask('GET', `/contacts?limit=1&${query}${cursor && `&cursor=${cursor}`}`);
    expect(answer.status).toBe(200);
    seen.push(...answer.body.items.map(({ email }) => email));
    if (answer.body.nextCursor === null) return seen;
    cursor = answer.body.nextCursor;
  }
}

describe('GET /contacts?search=', () => {
  it('finds by the beginning of an address, a name or its last word, page after page, in this workspace alone', async () => {
    expect(await emails(`search=${encodeURIComponent('佐藤')}`)).toEqual(['p1@example.jp', 'p0@example.jp']);
    expect(await emails('search=SATO')).toEqual(['p4@example.jp', 'p2@example.jp']);
    expect(await emails('search=p3')).toEqual(['p3@example.jp']);
    expect(await emails(`search=${encodeURIComponent('@example.jp')}`)).toHaveLength(5);
  });

  it('finds people of one list alone, also when none of those looked at first is on it', async () => {
    expect(await emails(`search=p&list=${listId}`)).toEqual(['p0@example.jp', 'p2@example.jp', 'p4@example.jp']);
  });

  it.each([
    ['cursor=lst_0000000000000', 'cursor'],
    ['search=a&cursor=nonsense', 'cursor'],
    ['search=a&cursor=ctc_0000000000001.AA', 'cursor'],
    [`search=${'x'.repeat(201)}`, 'search'],
    ['search=a%00b', 'search'],
    ['order=random', 'order'],
    ['list=ctc_0000000000001', 'list'],
    ['state=gone', 'state'],
  ])('refuses %s by its name', async (query, parameter) => {
    const answer = await app.mine.ask('GET', `/contacts?${query}`);
    expect(answer.status).toBe(400);
    expect(answer.body.errors[0]?.parameter).toBe(parameter);
  });

  it('shows nobody of a list of another workspace', async () => {
    const theirs = (await app.theirs.ask('POST', '/lists', { name: 'theirs' })).body.id;
    await app.theirs.ask('POST', '/contacts', { email: 'x@example.jp', lists: [theirs], consent });
    expect(await emails(`list=${theirs}`)).toEqual([]);
    expect(await emails(`list=${theirs}&search=x`)).toEqual([]);
  });
});

describe('GET /contacts?list=', () => {
  it('shows a list by what people are to it, newest first where asked', async () => {
    const email = 'p4@example.jp';
    await app.mine.ask('POST', '/suppressions', { email, scope: 'list', listId, reason: 'unsubscribed' });
    expect(await emails(`list=${listId}&order=newest`)).toEqual(['p4@example.jp', 'p2@example.jp', 'p0@example.jp']);
    expect(await emails(`list=${listId}&state=left`)).toEqual(['p4@example.jp']);
    expect(await emails(`list=${listId}&state=active`)).toEqual(['p0@example.jp', 'p2@example.jp']);
    const counts = await app.mine.ask('GET', `/lists/${listId}/counts`);
    expect(counts.body).toEqual({ active: 2, pending: 0, left: 1 });
    expect((await app.theirs.ask('GET', `/lists/${listId}/counts`)).status).toBe(404);
  });
});
