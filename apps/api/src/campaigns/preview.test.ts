import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { parseKeyring } from '@hikyaku/message';
import { tokenReader } from '@hikyaku/suppression';
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
      inExcludedSegment: 0,
      outsideSegments: 0,
      duplicates: 1,
      lanes: [{ lane: null, people: 2 }],
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
    expect([hers.body, strangers.body]).toMatchObject([{ known: true }, { known: null }]);
    expect((await app.mine.ask('GET', `/campaigns/${id}/preview?email=no@example.jp`)).body).toMatchObject({
      known: false,
    });
    expect((await app.theirs.ask('GET', `/campaigns/${id}/preview`)).status).toBe(404);
  });

  it('TOK-8 gives inert links, that nobody is unsubscribed by, whoever the preview is for', async () => {
    const id = await made({ text: '{{unsubscribe_url}} {{preferences_url}} {{view_url}}' });
    for (const query of ['', '?email=a@example.jp']) {
      const { text } = await app.mine.ask('GET', `/campaigns/${id}/preview${query}`);
      const links = [...text.matchAll(/http:\/\/localhost:3001\/(\w)\/([\w-]+)/g)];
      expect(links.length).toBeGreaterThanOrEqual(3);
      const read = tokenReader(parseKeyring(`1:${Buffer.alloc(32, 1).toString('base64')}`));
      for (const [, door, token = ''] of links) {
        expect([door, read(token)]).toEqual(['u', expect.objectContaining({ kind: 'inert' })]);
      }
    }
  });

  it('shows the header as it would leave, with the list it speaks of and the link of the letter', async () => {
    const id = await made({ subject: '秋', text: '{{unsubscribe_url}}' });
    const { header } = JSON.parse((await app.mine.ask('GET', `/campaigns/${id}/preview?email=a@example.jp`)).text);
    expect(header).toContain('To: <a@example.jp>');
    expect(header).toContainEqual(
      expect.stringMatching(/^List-Unsubscribe: <http:\/\/localhost:3001\/u\/[\w-]{40,}>$/),
    );
    expect(header.join('\n')).toMatch(/^List-Id: .*<lst/m);
    const nobody = await made({ from: { name: '', email: 'x@demo.example' }, lists: [], text: 'x' });
    expect((await app.mine.ask('GET', `/campaigns/${nobody}/preview`)).status).toBe(200);
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
    const dark = await app.mine.ask('GET', `/campaigns/${id}/preview/page?scheme=dark`);
    expect(dark.text).toContain('color-scheme:only dark');
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
    expect(checked.problems).toContainEqual(expect.objectContaining({ pointer: '/lists', code: 'no-lists' }));
    const lacking = await made({ text: '{{contact.name}} {{contact.nobodys}} {{unsubscribe_url}}' });
    const found = JSON.parse((await app.mine.ask('GET', `/campaigns/${lacking}/check`)).text);
    expect(found.problems).toMatchObject([{ code: 'unknown-field', values: { field: 'nobodys' } }]);
    expect((await app.mine.ask('GET', `/campaigns/${id}`)).body.status).toBe('draft');
  });
});
