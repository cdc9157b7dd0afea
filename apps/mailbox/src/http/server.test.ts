import { once } from 'node:events';
import http from 'node:http';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import nodemailer from 'nodemailer';
import type { SendMailOptions } from 'nodemailer';
import { createMailbox } from '../mailbox.ts';
import type { Mailbox } from '../mailbox.ts';
import { converse } from '../testing/conversation.ts';

let mailbox: Mailbox;
let posts: string[] = [];
let answer = 200;
let base = '';
let unsubscribeUrl = '';
const unsubscribeApp = http.createServer((request, response) => {
  posts.push(`${request.method} ${request.url}`);
  request.resume().on('end', () => response.writeHead(answer, answer === 302 ? { location: '/x' } : {}).end());
});

beforeAll(async () => {
  mailbox = await createMailbox({ keepSources: 3 });
  base = `http://127.0.0.1:${mailbox.httpPort}`;
  unsubscribeApp.listen(0, '127.0.0.1');
  await once(unsubscribeApp, 'listening');
  const address = unsubscribeApp.address();
  unsubscribeUrl = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}/u/token`;
});
afterAll(async () => {
  await mailbox.close();
  unsubscribeApp.closeAllConnections();
  await new Promise((resolve) => unsubscribeApp.close(resolve));
});
beforeEach(() => {
  mailbox.clear();
  mailbox.setScript({});
  posts = [];
  answer = 200;
});

/** Sends a letter and gives its id. */
async function send(letter: SendMailOptions = {}): Promise<number> {
  const transport = nodemailer.createTransport({ host: '127.0.0.1', port: mailbox.smtpPort });
  await transport.sendMail({
    from: '"あさひ <喫茶>" <news@asahi.example>',
    to: 'aiko@example.jp',
    subject: '春の新茶 <b>',
    text: 'Hello',
    ...letter,
  });
  return mailbox.stats().lastId;
}
const oneClick = () => ({
  headers: {
    'List-Unsubscribe': { prepared: true, value: `<${unsubscribeUrl}>` },
    'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
  },
});
const get = (path: string, headers: Record<string, string> = {}) => fetch(`${base}${path}`, { headers });
const page = async (path: string, language = 'en') => (await get(path, { 'accept-language': language })).text();

describe('the API', () => {
  it('streams the record as JSON lines from any entry on', async () => {
    for (let count = 0; count < 3; count += 1) await send();
    const all = (await (await get('/api/record')).text()).trim().split('\n');
    const last = mailbox.stats().lastId;
    expect(all).toHaveLength(3);
    expect(all.map((line): unknown => JSON.parse(line))).toEqual(mailbox.record());
    expect((await (await get(`/api/record?after=${last - 1}`)).text()).trim()).toBe(all[2]);
    expect(await (await get(`/api/record?after=${last}`)).text()).toBe('');
    expect((await get('/api/record?after=x')).status).toBe(400);
  });

  it('lists letters by recipient, newest first, page by page', async () => {
    for (const to of ['a@x.example', 'b@x.example', 'A@y.example']) await send({ to });
    const last = mailbox.stats().lastId;
    const first = await (await get('/api/letters?recipient=a%40&limit=1')).json();
    expect(first).toMatchObject({
      items: [{ id: last, recipients: ['A@y.example'], subject: '春の新茶 <b>' }],
      nextCursor: last,
    });
    const second = await (await get(`/api/letters?recipient=a%40&limit=1&cursor=${last}`)).json();
    expect(second).toMatchObject({ items: [{ recipients: ['a@x.example'] }], nextCursor: null });
    expect((await get('/api/letters?limit=0')).status).toBe(400);
  });

  it('gives a letter parsed and as its exact source', async () => {
    const id = await send({ html: '<p>Hi</p>', attachments: [{ filename: 'a.txt', content: 'abc' }], ...oneClick() });
    expect(await (await get(`/api/letters/${id}`)).json()).toMatchObject({
      from: { name: 'あさひ <喫茶>', address: 'news@asahi.example' },
      text: 'Hello\n',
      html: '<p>Hi</p>\n',
      attachments: [{ filename: 'a.txt', mimeType: 'text/plain', sizeBytes: 3 }],
      oneClick: { url: unsubscribeUrl },
      envelope: { id, kept: true },
      held: true,
    });
    const source = await get(`/api/letters/${id}/source`);
    expect(source.headers.get('content-type')).toBe('message/rfc822');
    expect(Buffer.from(await source.arrayBuffer())).toEqual(mailbox.source(id));
  });

  it('still knows a letter whose source has made room for newer ones', async () => {
    const id = await send();
    for (let count = 0; count < 3; count += 1) await send();
    expect(await (await get(`/api/letters/${id}`)).json()).toMatchObject({ id, held: false, subject: null });
    expect((await get(`/api/letters/${id}/source`)).status).toBe(404);
    expect(await page(`/letters/${id}`)).toContain('no longer kept');
  });

  it('lists the open connections by their client’s port, and which of them are past DATA', async () => {
    const idle = await converse(mailbox.smtpPort);
    const busy = await converse(mailbox.smtpPort);
    for (const line of ['MAIL FROM:<a@b.example>', 'RCPT TO:<c@d.example>', 'DATA']) await busy.say(line);
    expect(await (await get('/api/connections')).json()).toEqual([
      { port: idle.port, pastData: false },
      { port: busy.port, pastData: true },
    ]);
    for (const client of [idle, busy]) client.kill();
    await mailbox.until((stats) => stats.connections === 0);
    expect(await (await get('/api/connections')).json()).toEqual([]);
  });

  it('takes a script, obeys it and gives it back; a wrong one is 400 with a sentence', async () => {
    const script = {
      rules: [{ match: { domain: 'no.example' }, at: 'rcpt', do: { reply: '550 5.1.1 No' } }],
      limits: { maxConnections: 9 },
    };
    const put = (body: string) => fetch(`${base}/api/script`, { method: 'PUT', body });
    expect(await (await put(JSON.stringify(script))).json()).toEqual(script);
    expect(await (await get('/api/script')).json()).toEqual(script);
    await expect(send({ to: 'a@no.example' })).rejects.toMatchObject({ responseCode: 550 });
    const wrong = await put('{"rules":[{"at":"rcpt","do":{"reply":"no"}}]}');
    expect(wrong.headers.get('content-type')).toContain('application/problem+json');
    expect(await wrong.json()).toMatchObject({
      status: 400,
      detail: expect.stringContaining('rules[0].do.reply must be a 4yz or 5yz'),
    });
    expect((await put('{')).status).toBe(400);
    expect(await (await get('/api/script')).json()).toEqual(script);
  });

  it('counts, and empties on DELETE', async () => {
    await send();
    expect(await (await get('/api/stats')).json()).toMatchObject({ accepted: 1, connectionsPastData: 0, peak: 1 });
    expect((await fetch(`${base}/api/letters`, { method: 'DELETE' })).status).toBe(204);
    expect(await (await get('/api/stats')).json()).toMatchObject({ accepted: 0, peak: 0 });
    expect(await (await get('/api/letters')).json()).toEqual({ items: [], nextCursor: null });
  });

  it('sends the one-click request and tells what came back', async () => {
    const id = await send(oneClick());
    answer = 202;
    const response = await fetch(`${base}/api/letters/${id}/unsubscribe`, { method: 'POST' });
    expect(await response.json()).toMatchObject({ status: 202 });
    expect(posts).toEqual(['POST /u/token']);
    const without = await send();
    expect((await fetch(`${base}/api/letters/${without}/unsubscribe`, { method: 'POST' })).status).toBe(409);
    const abroad = await send({
      headers: { 'List-Unsubscribe': '<https://example.com/u>', 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' },
    });
    expect((await fetch(`${base}/api/letters/${abroad}/unsubscribe`, { method: 'POST' })).status).toBe(403);
  });

  it('answers 404 with problem details elsewhere, and /healthz with ok', async () => {
    expect(await (await get('/api/nothing')).json()).toMatchObject({ status: 404 });
    expect((await get('/api/letters/999999')).status).toBe(404);
    expect(await (await get('/healthz')).json()).toEqual({ status: 'ok' });
  });
});

describe('the pages', () => {
  it('list what arrived, escaped, in the language asked for', async () => {
    await send();
    const english = await page('/');
    expect(english).toContain('<html lang="en">');
    expect(english).toContain('春の新茶 &lt;b&gt;');
    expect(english).toContain('あさひ &lt;喫茶&gt;');
    expect(english).toContain('aiko@example.jp');
    expect(await page('/', 'ja,en;q=0.5')).toContain('<html lang="ja">');
    expect(await page('/?recipient=nobody')).toContain('No letter to this recipient.');
  });

  it('say where to send while nothing has come', async () => {
    expect(await page('/')).toContain(`smtp://localhost:${mailbox.smtpPort}`);
  });

  it('show a letter as text, headers and source, always escaped', async () => {
    const id = await send({ text: '<script>1</script> http://localhost:1/u', html: '<p>x</p>' });
    expect(await page(`/letters/${id}?view=text`)).toContain(
      '&lt;script&gt;1&lt;/script&gt; <a href="http://localhost:1/u"',
    );
    expect(await page(`/letters/${id}?view=headers`)).toContain('<th scope="row">Message-ID</th>');
    const source = await page(`/letters/${id}?view=source`);
    expect(source).toContain('&lt;script&gt;');
    expect(source).not.toContain('<script>1');
    expect(await page(`/letters/${id}`)).toContain(`<iframe src="/letters/${id}/html"`);
  });

  it('open a letter without HTML at its text', async () => {
    expect(await page(`/letters/${await send()}`)).toContain('<pre class="text">');
  });

  it('run no script of a letter: sandboxed frame, opaque origin, nothing from outside', async () => {
    const id = await send({
      html: '<html><head><title>x</title></head><body><script>top.location="/"</script></body></html>',
    });
    expect(await page(`/letters/${id}`)).toContain('sandbox="allow-popups allow-popups-to-escape-sandbox"');
    const frame = await get(`/letters/${id}/html`);
    const policy = frame.headers.get('content-security-policy') ?? '';
    expect(frame.headers.get('referrer-policy')).toBe('no-referrer');
    expect(policy).toMatch(/^sandbox allow-popups allow-popups-to-escape-sandbox;/);
    expect(policy).not.toMatch(/script-src|allow-scripts|allow-same-origin/);
    expect(policy).toContain("default-src 'none'");
    expect(await frame.text()).toContain('<head><base target="_blank"><title>');
  });

  it('put inline images in place of their cid: links', async () => {
    const id = await send({
      html: '<img src="cid:logo">',
      attachments: [{ filename: 'l.png', content: 'PNG', cid: 'logo' }],
    });
    expect(await (await get(`/letters/${id}/html`)).text()).toContain('src="data:image/png;base64,UE5H"');
  });

  it('WEB-3 carry a strict policy and are not stored', async () => {
    const { headers } = await get('/');
    expect(headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(headers.get('content-security-policy')).not.toContain('unsafe');
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('referrer-policy')).toBe('same-origin');
    expect(await page('/')).not.toMatch(/(?:src|href)="https?:|<[^>]+ (?:style|on\w+)=/);
    for (const asset of ['mailbox.css', 'inbox.js', 'mark.svg'])
      expect((await get(`/assets/${asset}`)).status).toBe(200);
  });

  it('answer 404 for a letter that is not there', async () => {
    const response = await get('/letters/424242');
    expect(response.status).toBe(404);
    expect(await response.text()).toContain('There is no such letter');
  });

  it('empty the mailbox by their button', async () => {
    await send();
    const response = await fetch(`${base}/empty`, { method: 'POST', redirect: 'manual' });
    expect([response.status, mailbox.stats().accepted]).toEqual([303, 0]);
  });
});

describe('the unsubscribe button', () => {
  const press = async (id: number, language: string) =>
    (
      await fetch(`${base}/letters/${id}/unsubscribe`, { method: 'POST', headers: { 'accept-language': language } })
    ).text();

  it('stands at the head of a letter that offers one-click, and nowhere else', async () => {
    const offered = await send(oneClick());
    expect(await page(`/letters/${offered}`)).toContain('<button class="unsubscribe">Unsubscribe</button>');
    expect(await page(`/letters/${offered}`, 'ja')).toContain(
      '<button class="unsubscribe">メーリングリストの登録解除</button>',
    );
    expect(await page(`/letters/${await send()}`)).not.toContain('<button class="unsubscribe">');
    expect(posts).toEqual([]);
  });

  it('R8058-3 posts once and shows the answer', async () => {
    const id = await send(oneClick());
    expect(await press(id, 'ja')).toContain('登録が解除されました。');
    expect(posts).toEqual(['POST /u/token']);
  });

  it('R8058-4 calls a redirect and an error by their names', async () => {
    const id = await send(oneClick());
    answer = 302;
    expect(await press(id, 'en')).toContain('RFC 8058 forbids it');
    answer = 503;
    expect(await press(id, 'en')).toContain('answered 503');
  });

  it('sends nothing to other machines', async () => {
    const id = await send({
      headers: { 'List-Unsubscribe': '<https://example.com/u>', 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' },
    });
    expect(await press(id, 'en')).toContain('to this machine only, not to example.com');
  });
});

describe('the guard', () => {
  it('lets no other web page act here', async () => {
    const foreign = [
      { 'sec-fetch-site': 'cross-site' },
      { origin: 'https://evil.example' },
      { 'sec-fetch-site': 'same-site' },
    ];
    for (const headers of foreign) {
      expect((await fetch(`${base}/api/letters`, { method: 'DELETE', headers })).status).toBe(403);
    }
    expect((await fetch(`${base}/api/letters`, { method: 'DELETE', headers: { origin: base } })).status).toBe(204);
  });

  it('answers to loopback names alone', async () => {
    const request = http.get({
      port: mailbox.httpPort,
      host: '127.0.0.1',
      path: '/',
      agent: false,
      headers: { host: 'evil.example' },
    });
    const [response]: http.IncomingMessage[] = await once(request, 'response');
    response?.resume();
    expect(response?.statusCode).toBe(421);
  });
});
