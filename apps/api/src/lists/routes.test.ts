import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startTestApp, type TestApp } from '../testing.ts';

let app: TestApp;
beforeAll(async () => {
  app = await startTestApp();
});
afterAll(() => app.close());

describe('POST /lists', () => {
  it('makes a list and shows it', async () => {
    const made = await app.mine.ask('POST', '/lists', { name: '月刊たより' });
    expect(made.status).toBe(201);
    expect(made.body.id).toMatch(/^lst_[0-9a-z]{13}$/);
    const found = await app.mine.ask('GET', `/lists/${made.body.id}`);
    expect(found.body).toEqual(made.body);
  });

  it.each(['', '   ', 'a\r\nBcc: x@y.jp', 'a\nb', 'a\u0085b', 'a\u2028b', 'x'.repeat(201), 7, null])(
    'refuses the name %j, which would stand in a List-Id (R5322-4)',
    async (name) => {
      const answer = await app.mine.ask('POST', '/lists', { name });
      expect(answer.status).toBe(422);
      expect(answer.body.errors[0]?.pointer).toBe('/name');
    },
  );
});

describe('GET /lists', () => {
  it('pages through all lists, each once, in order', async () => {
    const client = await app.newClient('many lists');
    const names = Array.from({ length: 7 }, (_, i) => `list ${i}`);
    for (const name of names) await client.ask('POST', '/lists', { name });
    const seen: string[] = [];
    for (let cursor = ''; ; ) {
      const page = await client.ask('GET', `/lists?limit=3${cursor}`);
      expect(page.body.items.length).toBeLessThanOrEqual(3);
      seen.push(...page.body.items.map((list) => list.name));
      if (page.body.nextCursor === null) break;
      cursor = `&cursor=${page.body.nextCursor}`;
    }
    expect(seen).toEqual(names);
  });

  it('shows nothing of another workspace', async () => {
    const made = await app.mine.ask('POST', '/lists', { name: 'mine' });
    expect((await app.theirs.ask('GET', `/lists/${made.body.id}`)).status).toBe(404);
    expect((await app.theirs.ask('GET', '/lists')).body.items).toEqual([]);
  });
});

describe('GET /lists/:id', () => {
  it.each(['lst_', 'lst_0000000000000', 'cmp_0000000000000', '1', "lst_'; drop table lists", 'lst_zzzzzzzzzzzzz'])(
    'answers 404 for %s',
    async (id) => {
      expect((await app.mine.ask('GET', `/lists/${encodeURIComponent(id)}`)).status).toBe(404);
    },
  );
});
