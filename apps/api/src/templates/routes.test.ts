import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startTestApp, type TestApp } from '../testing.ts';

let app: TestApp;
beforeAll(async () => {
  app = await startTestApp();
});
afterAll(() => app.close());

const get = (path: string) => app.mine.ask('GET', path);

describe('GET /templates', () => {
  it('lists the built-in ones, each with what it is', async () => {
    const { items } = JSON.parse((await get('/templates')).text);
    const facts = { locales: ['en', 'ja'], class: 'marketing', category: 'news', title: { en: 'Newsletter' } };
    expect(items).toContainEqual(expect.objectContaining({ name: 'newsletter' }));
    expect(items.find(({ name }: { name: string }) => name === 'newsletter')).toMatchObject(facts);
  });

  it('gives each with data that shows it, and knows no path', async () => {
    const one = JSON.parse((await get('/templates/newsletter?locale=ja')).text);
    expect([one.mjml.includes('<mjml'), typeof one.data.headline]).toEqual([true, 'string']);
    expect(one.asks).toEqual(expect.arrayContaining(['headline', 'logo_url', 'articles[].image_url']));
    expect((await get('/templates/..%2fetc')).status).toBe(404);
    expect((await get('/templates/..%2fetc/sample')).status).toBe(404);
  });

  it('makes a draft that can be looked at at once', async () => {
    const one = JSON.parse((await get('/templates/newsletter?locale=ja')).text);
    const from = { name: '飛脚', email: 'news@demo.example' };
    const draft = { name: 'x', lists: [], from, subject: one.subject, template: 'newsletter', data: one.data };
    const { id } = (await app.mine.ask('POST', '/campaigns', { ...draft, locale: 'ja' })).body;
    expect((await get(`/campaigns/${id}/preview`)).body.subject).toBe(one.data.headline);
  });
});

describe('GET /templates/:name/sample', () => {
  it('writes the letter of the sample, in either language', async () => {
    const ja = JSON.parse((await get('/templates/sale/sample?locale=ja')).text);
    const en = JSON.parse((await get('/templates/sale/sample?locale=en')).text);
    expect(ja.text).toMatch(/[ぁ-ん]/);
    expect(en.text).toMatch(/stop these emails at any time/);
    expect(en.htmlBytes).toBe(Buffer.byteLength(en.html));
  });

  it('serves its HTML as a page in which no script runs and which only we frame', async () => {
    const page = await get('/templates/sale/sample/page?locale=en');
    expect(page.text).toContain('<html lang="en"');
    const policy = page.headers.get('content-security-policy') ?? '';
    expect(policy).toMatch(/^sandbox allow-popups; default-src 'none';/);
    expect(policy).toContain("frame-ancestors 'self'");
    expect(page.headers.get('cache-control')).toBe('private, max-age=3600');
  });
});
