import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { addUser } from '@hikyaku/sign-in';
import { startTestApp, type TestApp } from '../testing.ts';

const password = 'a password of some length';
let app: TestApp;
beforeAll(async () => {
  app = await startTestApp({ trustProxy: 1 });
  for (const [client, email] of [
    [app.mine, 'hanako@example.jp'],
    [app.theirs, 'taro@example.jp'],
  ] as const) {
    const added = await addUser(app.db, { workspaceId: client.workspaceId, email, name: 'Hanako', password });
    if (added.kind !== 'added') throw new Error(added.message);
  }
});
afterAll(() => app.close());

const fromHere = { 'sec-fetch-site': 'same-origin' };
let networks = 0;

/** A request as a browser makes it, from a network of its own unless one is named. */
function ask(method: string, path: string, options: { cookie?: string; body?: unknown; headers?: object } = {}) {
  return fetch(`${app.url}/api/v1${path}`, {
    method,
    headers: {
      'content-type': 'application/json',
      'x-forwarded-for': `198.51.100.${++networks % 250}`,
      ...(options.cookie === undefined ? {} : { cookie: options.cookie }),
      ...fromHere,
      ...options.headers,
    },
    ...(options.body === undefined ? {} : { body: JSON.stringify(options.body) }),
  });
}

async function signedIn(email = 'hanako@example.jp', headers: object = {}): Promise<{ cookie: string; set: string }> {
  const answer = await ask('POST', '/session', { body: { email, password }, headers });
  expect(answer.status).toBe(201);
  const set = answer.headers.get('set-cookie') ?? '';
  return { cookie: set.split(';')[0] ?? '', set };
}

describe('POST /session', () => {
  it('signs in with a cookie that no script reads and no other site sends', async () => {
    const { set } = await signedIn();
    expect(set).toMatch(/^hikyaku_session=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict; Max-Age=7776000$/);
    expect((await signedIn('hanako@example.jp', { 'x-forwarded-proto': 'https' })).set).toMatch(/; Secure$/);
  });

  it('answers an unknown address and a wrong password with the same words', async () => {
    const answers = await Promise.all(
      ['hanako@example.jp', 'nobody@example.jp'].map((email) =>
        ask('POST', '/session', { body: { email, password: 'x' } }),
      ),
    );
    const problems = await Promise.all(answers.map(async (one) => ({ status: one.status, body: await one.json() })));
    for (const { status, body } of problems) {
      expect({ status, ...body }).toMatchObject({ status: 401, type: '/problems/wrong-sign-in' });
    }
    expect(problems[0]?.body.detail).toBe(problems[1]?.body.detail);
  });

  it('says for how long after too many wrong ones', async () => {
    const headers = { 'x-forwarded-for': '203.0.113.77' };
    const guess = () => ask('POST', '/session', { body: { email: 'taro@example.jp', password: 'guess' }, headers });
    for (let n = 0; n < 8; n++) expect((await guess()).status).toBe(401);
    const refused = await guess();
    expect([refused.status, Number(refused.headers.get('retry-after')) > 800]).toEqual([429, true]);
  });

  it('lets no page of another site sign somebody in', async () => {
    const headers = { 'sec-fetch-site': 'cross-site' };
    const answer = await ask('POST', '/session', { body: { email: 'hanako@example.jp', password }, headers });
    expect([answer.status, answer.headers.get('set-cookie')]).toEqual([403, null]);
  });
});

describe('a session', () => {
  it('may ask whatever a key may, for its own workspace', async () => {
    const { cookie } = await signedIn();
    const made = await ask('POST', '/lists', { cookie, body: { name: '月刊たより' } });
    expect(made.status).toBe(201);
    const { id } = (await made.json()) as { id: string };
    expect((await app.mine.ask('GET', `/lists/${id}`)).status).toBe(200);
    const other = await signedIn('taro@example.jp');
    expect((await ask('GET', `/lists/${id}`, { cookie: other.cookie })).status).toBe(404);
  });

  it.each([
    ['a page of another site', { 'sec-fetch-site': 'cross-site' }],
    ['a page of a neighbouring host', { 'sec-fetch-site': 'same-site' }],
    ['an older browser elsewhere', { 'sec-fetch-site': '', origin: 'https://evil.example' }],
    ['a frame without an origin', { 'sec-fetch-site': '', origin: 'null' }],
  ])('acts for no request of %s', async (_who, headers) => {
    const { cookie } = await signedIn();
    const without = Object.entries(headers).filter(([, value]) => value !== '');
    const answer = await fetch(`${app.url}/api/v1/lists`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', cookie, ...Object.fromEntries(without) },
      body: '{"name":"x"}',
    });
    expect([answer.status, ((await answer.json()) as { type: string }).type]).toEqual([403, '/problems/cross-site']);
  });

  it('acts for a page of this address in an older browser', async () => {
    const { cookie } = await signedIn();
    const headers = { 'content-type': 'application/json', cookie, origin: app.url };
    const answer = await fetch(`${app.url}/api/v1/lists`, { method: 'POST', headers, body: '{"name":"x"}' });
    expect(answer.status).toBe(201);
  });

  it('says who asks, and ends for good', async () => {
    const { cookie } = await signedIn();
    const who = (await (await ask('GET', '/session', { cookie })).json()) as object;
    expect(who).toMatchObject({ user: { email: 'hanako@example.jp' }, workspace: { name: 'mine' } });
    const ended = await ask('DELETE', '/session', { cookie });
    expect([ended.status, ended.headers.get('set-cookie')]).toEqual([204, expect.stringContaining('Max-Age=0')]);
    expect((await ask('GET', '/session', { cookie })).status).toBe(401);
  });

  it('is listed without its token, and can be ended from another device', async () => {
    const [here, there] = [await signedIn(), await signedIn('hanako@example.jp', { 'user-agent': 'Lost phone' })];
    const text = await (await ask('GET', '/sessions', { cookie: here.cookie })).text();
    expect(text).not.toContain(there.cookie.slice('hikyaku_session='.length));
    const { items } = JSON.parse(text) as { items: { id: string; userAgent: string; current: boolean }[] };
    const lost = items.find(({ userAgent }) => userAgent === 'Lost phone');
    expect([lost?.current, items.filter(({ current }) => current)]).toEqual([false, [expect.anything()]]);
    expect((await ask('DELETE', `/sessions/${lost?.id}`, { cookie: here.cookie })).status).toBe(204);
    expect((await ask('GET', '/session', { cookie: there.cookie })).status).toBe(401);
  });

  it('is nothing that a key has', async () => {
    expect((await app.mine.ask('GET', '/sessions')).status).toBe(409);
    expect((await app.mine.ask('GET', '/session')).body).toMatchObject({ user: null, workspace: { name: 'mine' } });
  });
});
