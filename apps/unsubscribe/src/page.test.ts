import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type TestDatabase, testDatabase } from '@hikyaku/database/testing';
import { eventsFrom, eventsOf, openScene, suppressionsOf } from './testing/scene.ts';
import { type Served, serve } from './testing/serve.ts';

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

const ask = (path: string, init: RequestInit = {}) => fetch(`${app.url}${path}`, { redirect: 'manual', ...init });
const press = (token: string, scope: string, headers: Record<string, string> = {}) =>
  ask(`/u/${token}`, { method: 'POST', body: new URLSearchParams({ scope }), headers });

describe('GET /u/<token>', () => {
  it('R8058-6 shows the choice and changes nothing, however often it is opened', async () => {
    const scene = await openScene(database.db);
    for (const method of ['GET', 'HEAD', 'GET']) {
      expect((await ask(`/u/${scene.token()}`, { method })).status).toBe(200);
    }
    expect(await suppressionsOf(database.db, scene)).toEqual([]);
    expect(await eventsOf(database.db, scene)).toEqual([]);
  });

  it('R8058-6 answers HEAD with headers only', async () => {
    const scene = await openScene(database.db);
    const answer = await ask(`/u/${scene.token()}`, { method: 'HEAD' });
    expect(answer.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(Number(answer.headers.get('content-length'))).toBeGreaterThan(500);
    expect(await answer.text()).toBe('');
  });

  it('WEB-4 shows the masked address, the list and the sender, and never the address', async () => {
    const scene = await openScene(database.db, { email: 'hanako@docomo.example.jp' });
    const page = await (await ask(`/u/${scene.token()}`)).text();
    expect(page).toContain('h***@d***.jp');
    expect(page).toContain('週刊くも');
    expect(page).toContain('株式会社くも');
    expect(page).not.toContain('hanako');
  });

  it('JP-TOKUTEI-10 offers one button for this list and one for everything, with nothing to fill in', async () => {
    const scene = await openScene(database.db);
    const page = await (await ask(`/u/${scene.token()}`)).text();
    expect(page.match(/<input type="submit"/g)).toHaveLength(2);
    expect(page.match(/name="scope" value="(list|marketing)"/g)).toHaveLength(2);
    expect(page).not.toMatch(/type="(text|email|password|checkbox|radio)"|<select|<textarea/);
  });

  it('offers only "everything" when the letter spoke of no list', async () => {
    const scene = await openScene(database.db);
    const page = await (await ask(`/u/${scene.token({ list: null })}`)).text();
    expect(page.match(/value="(list|marketing)"/g)).toEqual(['value="marketing"']);
  });

  it('says that the list is stopped already, and still offers everything', async () => {
    const scene = await openScene(database.db);
    await press(scene.token(), 'list');
    const page = await (await ask(`/u/${scene.token()}`)).text();
    expect(page).toContain('停止済みです');
    expect(page.match(/value="(list|marketing)"/g)).toEqual(['value="marketing"']);
  });

  it('says that everything is stopped already, and asks nothing', async () => {
    const scene = await openScene(database.db);
    await press(scene.token(), 'marketing');
    const page = await (await ask(`/u/${scene.token()}`)).text();
    expect(page).toContain('もうこの宛先には届きません');
    expect(page).not.toContain('<form');
  });

  it('TOK-8 labels the page of a test copy as a sample', async () => {
    const scene = await openScene(database.db);
    expect(await (await ask(`/u/${scene.token({ kind: 'inert' })}`)).text()).toContain('見本');
  });

  it.each([
    ['en-US,en;q=0.9,ja;q=0.8', 'ja', 'en'],
    ['ja-JP,ja;q=0.9', 'en', 'ja'],
    ['fr-FR, *;q=0.1', 'en', 'en'],
    [undefined, 'en', 'en'],
    [undefined, 'ja', 'ja'],
  ] as const)('WEB-12 speaks by Accept-Language %s for a sender of %s: %s', async (header, locale, spoken) => {
    const scene = await openScene(database.db, { locale });
    // fetch sends "*" when the header is left out, which asks for nothing in particular either.
    const answer = await ask(
      `/u/${scene.token()}`,
      header === undefined ? {} : { headers: { 'accept-language': header } },
    );
    expect(answer.headers.get('content-language')).toBe(spoken);
    expect(answer.headers.get('vary')).toContain('Accept-Language');
    expect(await answer.text()).toContain(`<html lang="${spoken}">`);
  });
});

describe('POST /u/<token> from the page', () => {
  it('WEB-5 stops the list and says plainly what took effect', async () => {
    const scene = await openScene(database.db);
    const answer = await press(scene.token(), 'list');
    expect(answer.status).toBe(200);
    const page = await answer.text();
    expect(page).toContain('配信を停止しました');
    expect(page).toContain('「週刊くも」は、今後この宛先には届きません。');
    expect(await suppressionsOf(database.db, scene)).toMatchObject([{ scope: 'list', source: 'page' }]);
    expect(await eventsFrom(database.db, scene, 2)).toMatchObject([
      { kind: 'suppressed', details: { method: 'page' } },
      { kind: 'left', details: { source: 'page', onTheWire: false, people: 1, tookMs: expect.any(Number) } },
    ]);
  });

  it('stops everything from this sender', async () => {
    const scene = await openScene(database.db);
    const answer = await press(scene.token(), 'marketing', { 'accept-language': 'en' });
    expect(await answer.text()).toContain('You are unsubscribed');
    expect(await suppressionsOf(database.db, scene)).toMatchObject([{ scope: 'marketing', list_id: null }]);
  });

  it('stops everything when asked for the list of a letter that had none', async () => {
    const scene = await openScene(database.db);
    expect((await press(scene.token({ list: null }), 'list')).status).toBe(200);
    expect(await suppressionsOf(database.db, scene)).toMatchObject([{ scope: 'marketing' }]);
  });

  it('TOK-8 changes nothing from a test copy, and says so', async () => {
    const scene = await openScene(database.db);
    const answer = await press(scene.token({ kind: 'inert' }), 'marketing');
    expect(answer.status).toBe(200);
    expect(await answer.text()).toContain('何も変更していません');
    expect(await suppressionsOf(database.db, scene)).toEqual([]);
  });

  it.each([
    ['an empty body', ''],
    ['an unknown scope', 'scope=all'],
    ['another value', 'List-Unsubscribe=Two-Clicks'],
    ['JSON', '{"List-Unsubscribe":"One-Click"}'],
  ])('R8058-7 answers 400 with the choice and changes nothing: %s', async (_, body) => {
    const scene = await openScene(database.db);
    const answer = await ask(`/u/${scene.token()}`, { method: 'POST', body });
    expect(answer.status).toBe(400);
    expect(await answer.text()).toContain('まだ何も変更していません');
    expect(await suppressionsOf(database.db, scene)).toEqual([]);
  });

  it('R8058-7 answers 413 with the choice to more than 8 KiB, even when the pair is in it', async () => {
    const scene = await openScene(database.db);
    const body = `List-Unsubscribe=One-Click&a=${'x'.repeat(8 * 1024)}`;
    const answer = await ask(`/u/${scene.token()}`, { method: 'POST', body });
    expect(answer.status).toBe(413);
    expect(await answer.text()).toContain('<form method="post"');
    expect(await suppressionsOf(database.db, scene)).toEqual([]);
  });
});
