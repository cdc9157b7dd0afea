import { request as httpRequest } from 'node:http';
import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { revokeApiKey } from '@hikyaku/campaigns';
import { openDb, openPool } from '@hikyaku/database';
import { mostJsonBytes } from './http/body.ts';
import { listen } from './listen.ts';
import { createServer } from './server.ts';
import { startTestApp, type TestApp } from './testing.ts';

let app: TestApp;
beforeAll(async () => {
  app = await startTestApp();
});
afterAll(() => app.close());

describe('401', () => {
  const paths = ['/lists', '/contacts', '/suppressions', '/campaigns', '/lanes', '/lists/lst_0000000000000'];

  it.each(paths)('asks for a key before it says anything about %s', async (path) => {
    const response = await fetch(`${app.url}/api/v1${path}`);
    expect(response.status).toBe(401);
    expect(response.headers.get('www-authenticate')).toMatch(/^Bearer realm=/);
    expect(response.headers.get('content-type')).toBe('application/problem+json; charset=utf-8');
    expect(await response.json()).toMatchObject({ type: '/problems/unauthorized', status: 401 });
  });

  it.each(['Basic aGs6aGs=', 'Bearer', 'Bearer hk_unknown', 'bearer', `Bearer ${'x'.repeat(2_000)}`])(
    'refuses %s',
    async (authorization) => {
      const response = await fetch(`${app.url}/api/v1/lists`, { headers: { authorization } });
      expect(response.status).toBe(401);
    },
  );

  it('refuses a key from the moment it is revoked', async () => {
    const client = await app.newClient('revoked');
    expect((await client.ask('GET', '/lists')).status).toBe(200);
    const { id } = await app.db
      .selectFrom('api_keys')
      .select('id')
      .where('workspace_id', '=', client.workspaceId)
      .executeTakeFirstOrThrow();
    await revokeApiKey(app.db, client.workspaceId, id);
    expect((await client.ask('GET', '/lists')).status).toBe(401);
  });
});

describe('404 and 405', () => {
  it('answers an unknown address with a problem document', async () => {
    for (const path of ['/api/v1/nothing', '/api/v1/lists/', '/nothing', '/api/v1/LISTS', '/api/v2/lists']) {
      const response = await fetch(app.url + path);
      expect(response.status).toBe(404);
      expect(await response.json()).toMatchObject({ type: '/problems/not-found', title: expect.any(String) });
    }
  });

  it('names the methods of a known address', async () => {
    const answer = await app.mine.ask('PUT', '/lists', {});
    expect(answer.status).toBe(405);
    expect(answer.headers.get('allow')).toBe('GET, HEAD, POST');
    expect(answer.body.type).toBe('/problems/method-not-allowed');
  });

  it('answers an address that cannot be decoded with 400', async () => {
    const answer = await app.mine.ask('GET', '/lists/%E0%A4%A');
    expect(answer.status).toBe(400);
    expect(answer.body.type).toBe('/problems/malformed');
  });
});

describe('400', () => {
  it.each([
    ['{"name":', 'ends too early'],
    ['{"name": nope}', 'no JSON'],
    ['', 'empty'],
    ['{"name":"a"}}', 'no JSON'],
  ])('refuses %s and repeats none of it', async (body, sentence) => {
    const answer = await app.mine.ask('POST', '/lists', body, { 'content-type': 'application/json' });
    expect(answer.status).toBe(400);
    expect(answer.body.detail).toContain(sentence);
    expect(answer.text).not.toContain('nope');
  });

  it('refuses bytes that are no UTF-8', async () => {
    const body = Uint8Array.of(0x7b, 0x22, 0x6e, 0xff, 0x22, 0x7d);
    const answer = await app.mine.ask('POST', '/lists', body, { 'content-type': 'application/json' });
    expect(answer.status).toBe(400);
    expect(answer.body.detail).toBe('The body is not UTF-8.');
  });

  it.each([
    '?cursor=nonsense',
    '?cursor=',
    '?cursor=ctc_0000000000000',
    '?limit=0',
    '?limit=201',
    '?limit=ten',
    '?limit=1&limit=2',
    '?offset=3',
    "?cursor=lst_000000000000'",
  ])('refuses the query %s and names the parameter', async (query) => {
    const answer = await app.mine.ask('GET', `/lists${query}`);
    expect(answer.status).toBe(400);
    expect(answer.body.errors[0]?.parameter).toMatch(/^(cursor|limit|offset)$/);
  });
});

describe('413 and 415', () => {
  it('refuses a body over the limit by its length, before it has come', async () => {
    const response = await new Promise<{ status: number | undefined; close: string | undefined }>((resolve, reject) => {
      const request = httpRequest(`${app.url}/api/v1/lists`, {
        method: 'POST',
        headers: {
          authorization: `Bearer ${app.mine.key}`,
          'content-type': 'application/json',
          'content-length': String(mostJsonBytes + 1),
        },
      });
      request.on('response', (answer) => {
        resolve({ status: answer.statusCode, close: answer.headers.connection });
        request.destroy();
      });
      request.on('error', reject);
      request.write('{');
    });
    expect(response).toEqual({ status: 413, close: 'close' });
  });

  it('refuses a chunked body as soon as it is over the limit', async () => {
    const chunk = new TextEncoder().encode('x'.repeat(65_536));
    let chunks = 0;
    const body = new ReadableStream({
      pull: (controller) => (chunks++ < 18 ? controller.enqueue(chunk) : controller.close()),
    });
    const response = await fetch(`${app.url}/api/v1/lists`, {
      method: 'POST',
      headers: { authorization: `Bearer ${app.mine.key}`, 'content-type': 'application/json' },
      body,
      duplex: 'half',
    } as RequestInit);
    expect(response.status).toBe(413);
    expect(await response.json()).toMatchObject({ type: '/problems/too-large' });
  });

  it('takes a body of exactly the limit', async () => {
    const body = JSON.stringify({ name: 'a' }).padEnd(mostJsonBytes, ' ');
    const answer = await app.mine.ask('POST', '/lists', body, { 'content-type': 'application/json' });
    expect(answer.status).toBe(201);
  });

  it.each([
    { 'content-type': 'text/plain' },
    { 'content-type': 'application/x-www-form-urlencoded' },
    { 'content-type': 'application/json; charset=shift_jis' },
    { 'content-type': 'application/json', 'content-encoding': 'gzip' },
  ])('refuses %j', async (headers: Record<string, string>) => {
    const answer = await app.mine.ask('POST', '/lists', '{"name":"a"}', headers);
    expect(answer.status).toBe(415);
    expect(answer.body.type).toBe('/problems/unsupported-media-type');
  });
});

describe('422', () => {
  it('refuses unknown fields, each by its pointer', async () => {
    const answer = await app.mine.ask('POST', '/lists', { name: 'a', id: 'lst_1', 'a/b': 1 });
    expect(answer.status).toBe(422);
    expect(answer.body.errors.map((error) => error.pointer)).toEqual(['/id', '/a~1b']);
  });

  it.each([
    ['an array', '[]'],
    ['null', 'null'],
    ['a text', '"name"'],
    ['a number', '1e999'],
    ['nesting without end', `{"name":${'['.repeat(50_000)}${']'.repeat(50_000)}}`],
    ['NUL', '{"name":"a\\u0000b"}'],
    ['half a character', '{"name":"a\\ud800"}'],
    ['__proto__', '{"name":"a","__proto__":{"x":1}}'],
  ])('refuses %s', async (_what, body) => {
    const answer = await app.mine.ask('POST', '/lists', body, { 'content-type': 'application/json' });
    expect(answer.status).toBe(422);
    expect(answer.body.errors).toHaveLength(1);
  });
});

describe('503', () => {
  it('is the answer while the database is away, with Retry-After and without its error', async () => {
    const db = openDb(openPool({ url: 'postgres://nobody@127.0.0.1:1/nothing', applicationName: 'test' }));
    const listening = await listen(createServer({ ...app.deps, db }), { host: '127.0.0.1', port: 0 });
    const response = await fetch(`http://127.0.0.1:${listening.port}/api/v1/lists`, {
      headers: { authorization: `Bearer ${app.mine.key}` },
    });
    expect(response.status).toBe(503);
    expect(response.headers.get('retry-after')).toBe('10');
    const text = await response.text();
    expect(JSON.parse(text)).toMatchObject({ type: '/problems/unavailable' });
    expect(text).not.toMatch(/ECONNREFUSED|127\.0\.0\.1/);
    await listening.drain(100);
    await db.destroy();
  });
});

describe('every answer', () => {
  it('carries a request id, the same in header and problem, and takes a tidy one from the caller', async () => {
    const answer = await app.mine.ask('GET', '/nothing', undefined, { 'x-request-id': 'trace-12345678' });
    expect(answer.headers.get('x-request-id')).toBe('trace-12345678');
    expect(answer.body.requestId).toBe('trace-12345678');
    const other = await app.mine.ask('GET', '/nothing', undefined, { 'x-request-id': 'x" bad' });
    expect(other.headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
  });

  it('is never cached, framed or sniffed, and allows no script', async () => {
    const response = await fetch(app.url);
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
    expect(response.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(response.headers.get('content-security-policy')).not.toContain('script');
  });

  it('is logged in one line without mail address, key or body', async () => {
    app.log.length = 0;
    await app.mine.ask('GET', '/contacts?email=secret.person@example.jp');
    await app.mine.ask('POST', '/contacts', { email: 'secret.person@example.jp', fields: { city: 'hidden-value' } });
    await app.mine.ask('POST', '/suppressions', { email: 'not an address', scope: 'all', reason: 'manual' });
    const log = app.log.join('\n');
    expect(app.log).toHaveLength(3);
    expect(log).not.toMatch(/secret|hidden|not an address|hk_/);
    expect(log).toContain('/api/v1/contacts');
  });

  it('answers half a request, and one that breaks off, without harm', async () => {
    const socket = connect(app.port, '127.0.0.1');
    socket.write(
      `POST /api/v1/lists HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${app.mine.key}\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{"na`,
    );
    await new Promise((resolve) => socket.once('connect', resolve));
    socket.destroy();
    expect((await app.mine.ask('GET', '/lists')).status).toBe(200);
  });
});
