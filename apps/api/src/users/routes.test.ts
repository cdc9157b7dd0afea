import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startTestApp, type TestApp } from '../testing.ts';

let app: TestApp;
beforeAll(async () => {
  app = await startTestApp();
});
afterAll(() => app.close());

/** A person at the door of the console; what they can ask of the API. */
async function signIn(email: string, password: string) {
  const headers = { 'content-type': 'application/json', origin: app.url };
  const body = JSON.stringify({ email, password });
  const answer = await fetch(`${app.url}/api/v1/session`, { method: 'POST', headers, body });
  const cookie = answer.headers.getSetCookie()[0]?.split(';')[0] ?? '';
  const ask = async (method: string, path: string, wanted?: unknown) => {
    const init = wanted === undefined ? {} : { body: JSON.stringify(wanted) };
    return (await fetch(`${app.url}/api/v1${path}`, { method, headers: { ...headers, cookie }, ...init })).status;
  };
  return { status: answer.status, ask };
}

describe('/users', () => {
  it('lets somebody in with a password that is shown once, gives them another, and lets them in no more', async () => {
    const [hana, taro] = [
      (await app.mine.ask('POST', '/users', { email: 'hana@example.jp', name: '花' })).body,
      (await app.mine.ask('POST', '/users', { email: 'taro@example.jp', name: '太郎' })).body,
    ];
    const before = await signIn('hana@example.jp', hana.password);
    expect(before.status).toBe(201);
    expect(await before.ask('DELETE', `/users/${hana.user.id}`)).toBe(409);
    expect((await app.theirs.ask('POST', `/users/${hana.user.id}/password`)).status).toBe(404);
    expect((await app.theirs.ask('DELETE', `/users/${hana.user.id}`)).status).toBe(404);

    const again = (await app.mine.ask('POST', `/users/${hana.user.id}/password`)).body;
    expect(await before.ask('GET', '/session')).toBe(401);
    const after = await signIn('hana@example.jp', again.password);
    expect((await app.mine.ask('DELETE', `/users/${hana.user.id}`)).status).toBe(204);
    expect(await after.ask('GET', '/session')).toBe(401);
    expect((await app.mine.ask('GET', '/users')).body.items).toMatchObject([{ email: 'taro@example.jp' }]);
    expect((await app.mine.ask('DELETE', `/users/${taro.user.id}`)).status).toBe(409);
    const twice = await app.theirs.ask('POST', '/users', { email: 'TARO@example.jp', name: 'x' });
    expect([twice.status, twice.body.errors?.[0]?.pointer]).toEqual([422, '/email']);
  });
});

describe('POST /session/password', () => {
  it('changes the password of whoever asks and knows the old one', async () => {
    const { password } = (await app.theirs.ask('POST', '/users', { email: 'own@example.jp', name: 'o' })).body;
    const me = await signIn('own@example.jp', password);
    const next = 'a password of my own';
    expect(await me.ask('POST', '/session/password', { current: 'not this one', next })).toBe(422);
    expect(await me.ask('POST', '/session/password', { current: password, next: 'short' })).toBe(422);
    expect(await me.ask('POST', '/session/password', { current: password, next })).toBe(204);
    expect((await signIn('own@example.jp', next)).status).toBe(201);
    expect((await app.theirs.ask('POST', '/session/password', { current: password, next })).status).toBe(409);
  });
});
