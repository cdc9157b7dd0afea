import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startTestApp, type TestApp } from '../testing.ts';

let app: TestApp;
let listId: string;
beforeAll(async () => {
  app = await startTestApp();
  listId = (await app.mine.ask('POST', '/lists', { name: 'mine' })).body.id;
});
afterAll(() => app.close());

const csv = { 'content-type': 'text/csv' };
const columnsOf = (columns: unknown) => `columns=${encodeURIComponent(JSON.stringify(columns))}`;

describe('POST /imports/preview', () => {
  it('shows how a beginning is read, without keeping anyone', async () => {
    const body = '連絡先;氏名\na@preview.example;花子\nb@previ';
    const { status, body: preview } = await app.mine.ask('POST', '/imports/preview', body, csv);
    expect(status).toBe(200);
    expect(preview).toEqual({
      encoding: 'utf-8',
      columns: [
        { header: '連絡先', use: 'email' },
        { header: '氏名', use: '氏名' },
      ],
      rows: [{ line: 2, values: ['a@preview.example', '花子'], problem: null }],
    });
    expect((await app.mine.ask('GET', '/contacts?email=a@preview.example')).body.items).toEqual([]);
  });

  it.each([
    ['whole=maybe', 'whole'],
    ['columns=email', 'columns'],
    [columnsOf({ a: 1 }), 'columns'],
    [columnsOf(['email', 'x\0']), 'columns'],
  ])('refuses %s by its name', async (query, parameter) => {
    const answer = await app.mine.ask('POST', `/imports/preview?${query}`, 'email\n', csv);
    expect(answer.status).toBe(400);
    expect(answer.body.errors[0]?.parameter).toBe(parameter);
  });

  it('answers 422 with a sentence for what is no table, and 413 for more than a beginning', async () => {
    const empty = await app.mine.ask('POST', '/imports/preview', '\n\n', csv);
    expect([empty.status, empty.body.detail]).toEqual([422, expect.stringContaining('empty')]);
    const large = await app.mine.ask('POST', '/imports/preview', 'x'.repeat(1_048_577), csv);
    expect(large.status).toBe(413);
  });
});

describe('POST /lists/:id/imports?columns=', () => {
  const path = (columns: unknown) => `/lists/${listId}/imports?basis=consent&source=test&${columnsOf(columns)}`;

  it('imports the columns as they were named', async () => {
    const body = 'x,y,z\n花子,c@preview.example,secret\n';
    const begun = await app.mine.ask('POST', path(['氏名', 'email', '']), body, csv);
    expect(begun.status).toBe(202);
    await app.importsEnded();
    const { body: found } = await app.mine.ask('GET', '/contacts?email=c@preview.example');
    expect(found.items[0]).toMatchObject({ name: '花子', fields: { 氏名: '花子' } });
  });

  it.each([[['name', '']], [['email', 'email']], [['email', 'id']], [['email', 'a', 'a']], ['email']])(
    'refuses the columns %j before anything is read',
    async (columns) => {
      const answer = await app.mine.ask('POST', path(columns), 'a,b\n', csv);
      expect(answer.status).toBe(400);
      expect(answer.body.errors[0]?.parameter).toBe('columns');
    },
  );
});
