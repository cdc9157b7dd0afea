import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openDb, openPool } from '@hikyaku/database';
import { type TestDatabase, testDatabase } from '@hikyaku/database/testing';
import { openScene, suppressionsOf } from './testing/scene.ts';
import { exchange, type Served, serve, statusOf } from './testing/serve.ts';

let database: TestDatabase;
let app: Served;
beforeAll(async () => {
  database = await testDatabase();
  app = await serve({ db: database.db });
});
afterAll(async () => {
  await app.close();
  await database.drop();
});

const form = 'List-Unsubscribe=One-Click';
const ask = (served: Served, path: string, init: RequestInit = {}) =>
  fetch(`${served.url}${path}`, { redirect: 'manual', ...init });

describe('headers', () => {
  it('WEB-3 stand on every answer', async () => {
    const scene = await openScene(database.db);
    for (const path of ['/', `/u/${scene.token()}`, '/u/nonsense', '/elsewhere', '/healthz']) {
      const { headers } = await ask(app, path);
      expect(Object.fromEntries(headers)).toMatchObject({
        'cache-control': 'no-store',
        'referrer-policy': 'no-referrer',
        'x-robots-tag': expect.stringContaining('noindex'),
        'x-content-type-options': 'nosniff',
        'x-frame-options': 'DENY',
        'content-security-policy':
          "default-src 'none';style-src 'self';form-action 'self';frame-ancestors 'none';base-uri 'none'",
        'strict-transport-security': 'max-age=31536000',
      });
      expect(headers.get('set-cookie')).toBeNull();
      expect(headers.get('x-powered-by')).toBeNull();
      expect(headers.get('etag')).toBeNull();
    }
  });

  it('promise https for the host only where it is reached by https', async () => {
    const plain = await serve({ db: database.db, publicUrl: 'http://localhost:3001' });
    expect((await ask(plain, '/')).headers.get('strict-transport-security')).toBeNull();
    await plain.close();
  });
});

describe('verbs', () => {
  it.each(['OPTIONS', 'PUT', 'DELETE', 'PATCH', 'TRACE', 'PROPFIND'])(
    'R8058-6 %s is answered 405 with Allow, with a good token or a bad one, and changes nothing',
    async (method) => {
      const scene = await openScene(database.db);
      for (const token of [scene.token(), 'nonsense']) {
        const answer = await exchange(
          app.port,
          `${method} /u/${token} HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 26\r\nConnection: close\r\n\r\n${form}`,
        );
        expect(statusOf(answer)).toBe(405);
        expect(answer).toMatch(/^Allow: GET, HEAD, POST\r$/m);
      }
      expect(await suppressionsOf(database.db, scene)).toEqual([]);
    },
  );

  it('POST elsewhere is answered 405', async () => {
    expect((await ask(app, '/readyz', { method: 'POST' })).status).toBe(405);
    expect((await ask(app, '/healthz', { method: 'DELETE' })).status).toBe(405);
  });
});

describe('a bad token', () => {
  it('TOK-3 gets the same kind page for every verb that would act, whatever is wrong with it', async () => {
    const fresh = await serve({ db: database.db });
    const scene = await openScene(database.db);
    const good = scene.token();
    const bad = [
      good.slice(1),
      `${good}A`,
      `${good}/x`,
      `a${good.slice(1)}`,
      '%',
      '%E3%81',
      'x'.repeat(3_000),
      '',
      '..%2f',
    ];
    const pages = new Set<string>();
    for (const token of bad) {
      for (const method of ['GET', 'POST'] as const) {
        const answer = await ask(fresh, `/u/${token}`, {
          method,
          ...(method === 'POST' ? { body: new URLSearchParams(form) } : {}),
        });
        expect([token, answer.status]).toEqual([token, 404]);
        pages.add(await answer.text());
      }
    }
    expect(pages.size).toBe(1);
    expect([...pages][0]).toContain('このリンクは使えません');
    await fresh.close();
  });

  it('R8058-8 is refused without a look at the database', async () => {
    const nothing = openPool({ url: 'postgres://nobody@127.0.0.1:1/none', applicationName: 'test' });
    const db = openDb(nothing);
    const blind = await serve({ db, away: true });
    expect((await ask(blind, '/u/nonsense')).status).toBe(404);
    await blind.close();
    await db.destroy();
  });

  it('WEB-6 is throttled after 20 a minute from one address; a good token never is', async () => {
    let nowMs = 0;
    const limited = await serve({ db: database.db, nowMs: () => nowMs });
    const scene = await openScene(database.db);
    for (let i = 0; i < 20; i++) expect((await ask(limited, `/u/bad${i}`)).status).toBe(404);
    const refused = await ask(limited, '/u/bad');
    expect(refused.status).toBe(429);
    expect(refused.headers.get('retry-after')).toBe('60');
    for (let i = 0; i < 40; i++) expect((await ask(limited, `/u/${scene.token()}`)).status).toBe(200);
    const posts = Array.from({ length: 200 }, () =>
      ask(limited, `/u/${scene.token()}`, { method: 'POST', body: new URLSearchParams(form) }),
    );
    for (const post of await Promise.all(posts)) expect(post.status).toBe(200);
    nowMs = 60_000;
    expect((await ask(limited, '/u/bad')).status).toBe(404);
    await limited.close();
  });

  it('TRUST_PROXY decides whose X-Forwarded-For tells the address', async () => {
    const guess = async (served: Served, from: string) =>
      (await ask(served, '/u/bad', { headers: { 'x-forwarded-for': from } })).status;
    const behind = await serve({ db: database.db, trustProxy: 1 });
    for (let i = 0; i < 25; i++) expect(await guess(behind, `192.0.2.${i}`)).toBe(404);
    await behind.close();
    const direct = await serve({ db: database.db });
    for (let i = 0; i < 20; i++) await guess(direct, `192.0.2.${i}`);
    expect(await guess(direct, '192.0.2.99')).toBe(429);
    await direct.close();
  });
});

describe('small pages', () => {
  it('says alive, ready, and where one is', async () => {
    expect((await ask(app, '/healthz')).status).toBe(200);
    expect((await ask(app, '/readyz')).status).toBe(200);
    expect(await (await ask(app, '/')).text()).toContain('配信停止の受付');
    expect(await (await ask(app, '/robots.txt')).text()).toBe('User-agent: *\nDisallow: /\n');
    expect((await ask(app, '/favicon.ico')).status).toBe(404);
  });

  it('serves the one style sheet that its pages name, below the public path', async () => {
    const below = await serve({ db: database.db, publicUrl: 'https://kumo.example/mail/' });
    const page = await (await ask(below, '/')).text();
    const href = /<link rel="stylesheet" href="\/mail(\/style-[0-9a-f]{12}\.css)">/.exec(page)?.[1] ?? '';
    const sheet = await ask(below, href);
    expect(sheet.headers.get('content-type')).toBe('text/css; charset=utf-8');
    expect(sheet.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    await below.close();
  });
});

describe('the log', () => {
  it('TOK-2 never holds a token or an address, also of a path that was mangled', async () => {
    const logged = await serve({ db: database.db });
    const scene = await openScene(database.db);
    const token = scene.token();
    await ask(logged, `/u/${token}?x=${token}`, { method: 'POST', body: new URLSearchParams(form) });
    await ask(logged, `/mail/u/${token}`);
    await ask(logged, `/${token}`);
    await logged.close();
    expect(logged.lines.filter((line) => line.includes('"answered"'))).toHaveLength(3);
    expect(logged.lines.join('\n')).not.toContain(token);
    expect(logged.lines.join('\n')).not.toContain('hanako');
    expect(logged.lines.find((line) => line.includes('"left"'))).toContain('"method":"one-click","scope":"list"');
  });
});

describe('a client that goes away', () => {
  it('leaves the app answering others', async () => {
    const scene = await openScene(database.db);
    const { connect } = await import('node:net');
    const socket = connect(app.port, '127.0.0.1');
    await once(socket, 'connect');
    socket.write(`POST /u/${scene.token()} HTTP/1.1\r\nHost: x\r\nContent-Length: 26\r\n\r\nList-`);
    await new Promise<void>((resolve) => void socket.end(resolve));
    socket.destroy();
    expect((await ask(app, '/healthz')).status).toBe(200);
    expect(await suppressionsOf(database.db, scene)).toEqual([]);
  });
});
