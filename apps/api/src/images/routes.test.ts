import { once } from 'node:events';
import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startTestApp, type TestApp } from '../testing.ts';

let app: TestApp;
beforeAll(async () => {
  app = await startTestApp();
});
afterAll(() => app.close());

/** One red pixel. */
const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR4nGP4z8AAAAMBAQDJ/pLvAAAAAElFTkSuQmCC',
  'base64',
);
const upload = (bytes: Uint8Array | string, type = 'image/png', query = '?name=red.png') =>
  app.mine.ask('POST', `/images${query}`, bytes, { 'content-type': type });

describe('POST /images', () => {
  it('keeps a picture under an address for letters, and lists it', async () => {
    const made = await upload(png);
    expect(made.status).toBe(201);
    expect(made.body).toMatchObject({ name: 'red.png', type: 'image/png', width: 1, height: 1 });
    const { url } = JSON.parse(made.text);
    expect(url).toMatch(/^http:\/\/localhost:3001\/a\/[\w-]{24}\.png$/);
    expect((await app.mine.ask('GET', '/images')).body.items[0]).toMatchObject({ id: made.body.id, url });
    expect((await app.theirs.ask('GET', '/images')).body.items).toEqual([]);
    const file = await app.mine.ask('GET', `/images/files/${url.split('/').at(-1)}`);
    expect([file.status, file.headers.get('content-type')]).toEqual([200, 'image/png']);
    expect(file.headers.get('x-content-type-options')).toBe('nosniff');
  });

  it('takes a picture for what it is, whatever it is called', async () => {
    expect((await upload(png, 'image/jpeg', '?name=x.jpg')).body).toMatchObject({ type: 'image/png' });
    for (const file of ['<svg xmlns="http://www.w3.org/2000/svg"/>', '<script>alert(1)</script>']) {
      const refused = await upload(file);
      expect([refused.status, refused.body.detail]).toEqual([422, expect.stringContaining('PNG, JPEG, GIF or WebP')]);
    }
    expect((await upload('x', 'text/html')).status).toBe(415);
  });

  it('refuses a file of 20 MB by its length, before it has been sent', async () => {
    const asked = request(`${app.url}/api/v1/images`, {
      method: 'POST',
      headers: { authorization: `Bearer ${app.mine.key}`, 'content-type': 'image/png', 'content-length': 20_000_000 },
    });
    asked.on('error', () => {});
    asked.write(png);
    const [response] = await once(asked, 'response');
    expect(response.statusCode).toBe(413);
    asked.destroy();
  });

  it('refuses a file that turns out to have more than 5 MB', async () => {
    const refused = await upload(Buffer.alloc(5_000_001));
    expect([refused.status, refused.body.detail]).toEqual([413, expect.stringContaining('5 MB at most')]);
  });
});

describe('DELETE /images/:id', () => {
  it('keeps what a campaign shows, and names the campaign', async () => {
    const made = JSON.parse((await upload(png)).text);
    const from = { name: '', email: 'news@demo.example' };
    const html = `<p><img alt="" src="${made.url}"></p>`;
    const draft = await app.mine.ask('POST', '/campaigns', { name: '秋の号', lists: [], from, subject: 'x', html });
    const refused = await app.mine.ask('DELETE', `/images/${made.id}`);
    expect([refused.status, refused.body.detail]).toEqual([409, expect.stringContaining('“秋の号”')]);
    await app.mine.ask('PATCH', `/campaigns/${draft.body.id}`, { html: '<p>x</p>' });
    expect((await app.theirs.ask('DELETE', `/images/${made.id}`)).status).toBe(404);
    expect((await app.mine.ask('DELETE', `/images/${made.id}`)).status).toBe(204);
    expect((await app.mine.ask('GET', '/images')).body.items).toEqual([]);
  });
});

describe('GET /campaigns/:id/preview/page', () => {
  it('shows the pictures of this installation', async () => {
    const from = { name: '', email: 'news@demo.example' };
    const draft = await app.mine.ask('POST', '/campaigns', {
      name: 'x',
      lists: [],
      from,
      subject: 'x',
      html: '<p>x</p>',
    });
    const page = await app.mine.ask('GET', `/campaigns/${draft.body.id}/preview/page`);
    expect(page.headers.get('content-security-policy')).toContain('img-src https: data: http://localhost:3001;');
  });
});
