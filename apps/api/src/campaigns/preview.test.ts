import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startTestApp, type TestApp } from '../testing.ts';

let app: TestApp;
let listId: string;
let otherId: string;
beforeAll(async () => {
  app = await startTestApp();
  listId = (await app.mine.ask('POST', '/lists', { name: '月刊たより' })).body.id;
  otherId = (await app.mine.ask('POST', '/lists', { name: 'お知らせ' })).body.id;
  const consent = { basis: 'consent', source: 'test' };
  const join = (email: string, lists: string[], more: object = {}) =>
    app.mine.ask('POST', '/contacts', { email, fields: { name: '花子' }, lists, consent, ...more });
  await join('a@example.jp', [listId, otherId]);
  await join('b@example.jp', [listId]);
  await join('pending@example.jp', [listId], { confirm: true });
  await join('stopped@example.jp', [listId]);
  await join('left@example.jp', [listId]);
  await app.mine.ask('POST', '/suppressions', { email: 'stopped@example.jp', scope: 'all', reason: 'complaint' });
  const left = { email: 'left@example.jp', scope: 'list', listId, reason: 'unsubscribed' };
  await app.mine.ask('POST', '/suppressions', left);
});
afterAll(() => app.close());

const made = async (content: object): Promise<string> => {
  const from = { name: '飛脚', email: 'news@demo.example' };
  return (await app.mine.ask('POST', '/campaigns', { name: 'x', lists: [listId], from, subject: 'x', ...content })).body
    .id;
};

describe('POST /audiences/count', () => {
  it('counts everybody once, and says why the others stay out', async () => {
    const counted = await app.mine.ask('POST', '/audiences/count', { lists: [listId, otherId] });
    expect(JSON.parse(counted.text)).toEqual({
      reached: 2,
      suppressed: 1,
      unconfirmed: 1,
      left: 1,
      onExcludedList: 0,
      duplicates: 1,
    });
    const without = await app.mine.ask('POST', '/audiences/count', { lists: [listId], exclude: [otherId] });
    expect(JSON.parse(without.text)).toMatchObject({ reached: 1, onExcludedList: 1 });
    expect(JSON.parse((await app.theirs.ask('POST', '/audiences/count', { lists: [listId] })).text).reached).toBe(0);
  });
});

describe('GET /campaigns/:id/preview', () => {
  it('writes the letter as one person would get it, and names fields for a stranger', async () => {
    const id = await made({ subject: '{{contact.name}} 様へ', text: '{{contact.name}} 様 {{unsubscribe_url}}' });
    const hers = await app.mine.ask('GET', `/campaigns/${id}/preview?email=a@example.jp`);
    expect(hers.body.subject).toBe('花子 様へ');
    const strangers = await app.mine.ask('GET', `/campaigns/${id}/preview`);
    expect(strangers.body.subject).toBe('[name] 様へ');
    expect((await app.theirs.ask('GET', `/campaigns/${id}/preview`)).status).toBe(404);
  });

  it('says at which line the source is wrong', async () => {
    const id = await made({
      mjml: '<mjml><mj-body>\n<mj-section><mj-nonsense></mj-nonsense></mj-section></mj-body></mjml>',
    });
    const refused = await app.mine.ask('GET', `/campaigns/${id}/preview`);
    expect(refused.status).toBe(422);
    expect(refused.body.errors[0]?.line).toBe(2);
  });

  it('serves the HTML as a page in which no script runs and which only we frame', async () => {
    const id = await made({ html: '<h1>花</h1><a href="{{unsubscribe_url}}">x</a>' });
    const page = await app.mine.ask('GET', `/campaigns/${id}/preview/page`);
    expect(page.text).toContain('<h1>花</h1>');
    const policy = page.headers.get('content-security-policy') ?? '';
    expect(policy).toMatch(/^sandbox allow-popups; default-src 'none';/);
    expect(policy).toContain("frame-ancestors 'self'");
    expect(policy).not.toContain('script-src');
  });
});

describe('GET /campaigns/:id/check', () => {
  it('tells what stands in the way, and changes nothing', async () => {
    const id = await made({ lists: [], text: 'x' });
    const checked = JSON.parse((await app.mine.ask('GET', `/campaigns/${id}/check`)).text);
    expect(checked.problems).toContainEqual(expect.objectContaining({ pointer: '/lists' }));
    expect((await app.mine.ask('GET', `/campaigns/${id}`)).body.status).toBe('draft');
  });
});

describe('GET /templates', () => {
  it('lists the built-in ones, and gives each with data that shows it', async () => {
    const { items } = JSON.parse((await app.mine.ask('GET', '/templates')).text);
    expect(items).toContainEqual({ name: 'newsletter', locales: ['en', 'ja'] });
    const one = JSON.parse((await app.mine.ask('GET', '/templates/newsletter?locale=ja')).text);
    expect([one.mjml.includes('<mjml'), typeof one.data.headline]).toEqual([true, 'string']);
    expect((await app.mine.ask('GET', '/templates/..%2fetc')).status).toBe(404);
    const id = await made({ template: 'newsletter', data: one.data, locale: 'ja' });
    expect((await app.mine.ask('GET', `/campaigns/${id}/preview`)).status).toBe(200);
  });
});
