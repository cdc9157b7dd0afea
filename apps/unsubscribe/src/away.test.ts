import { rmSync, writeFileSync } from 'node:fs';
import { type Link, openLink } from '@hikyaku/database';
import { type Severable, severable, type TestDatabase, testDatabase } from '@hikyaku/database/testing';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { openScene, type Scene, suppressionsOf } from './testing/scene.ts';
import { type Served, serve } from './testing/serve.ts';

let database: TestDatabase;
let way: Severable;
let links: { work: Link; vows: Link };
let app: Served;
let scene: Scene;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.drop());
beforeEach(async () => {
  way = await severable(database.url);
  links = {
    work: openLink({ url: way.url, applicationName: 'test' }),
    vows: openLink({ url: way.url, applicationName: 'test', maxConnections: 1, answerWithinMs: 500 }),
  };
  app = await serve(links);
  scene = await openScene(database.db);
  way.cut();
});
afterEach(async () => {
  await app.close();
  for (const link of Object.values(links)) {
    link.cut();
    await link.db.destroy();
  }
  await way.close();
});

const ask = (init?: RequestInit, token = scene.token()) =>
  fetch(`${app.url}/u/${token}`, { redirect: 'manual', headers: { 'accept-language': 'en' }, ...init });
const press = (body: string, token?: string) => ask({ method: 'POST', body: new URLSearchParams(body) }, token);

async function carriedOut(count: number) {
  for (;;) {
    const rows = await suppressionsOf(database.db, scene);
    if (rows.length >= count) return rows;
  }
}

describe('while the database is away', () => {
  it('WEB-10 records a one-click with 202 and the honest sentence, and carries it out when the database is back', async () => {
    const answer = await press('List-Unsubscribe=One-Click');
    expect(answer.status).toBe(202);
    expect(await answer.text()).toMatch(/recorded .* may still arrive/);
    expect(await suppressionsOf(database.db, scene)).toEqual([]);
    way.mend();
    expect(await carriedOut(1)).toMatchObject([{ scope: 'list', source: 'one-click', reason: 'unsubscribed' }]);
  });

  it('WEB-10 shows the page with its buttons, without names, and records what is pressed', async () => {
    const page = await ask();
    expect(page.status).toBe(200);
    const html = await page.text();
    expect(html).toContain('value="list"');
    expect(html).toContain('value="marketing"');
    expect(html).not.toContain('<dl>');
    const pressed = await press('scope=marketing');
    expect(pressed.status).toBe(202);
    expect(await pressed.text()).toContain('Your request is recorded');
    way.mend();
    expect(await carriedOut(1)).toMatchObject([{ scope: 'marketing', source: 'page' }]);
  });

  it('TOK-3 needs no database to tell a genuine token from any other', async () => {
    expect((await press('List-Unsubscribe=One-Click', `${scene.token().slice(0, -1)}_`)).status).toBe(404);
    const inert = await press('List-Unsubscribe=One-Click', scene.token({ kind: 'inert' }));
    expect(inert.status).toBe(200);
    expect(await inert.text()).toContain('sample');
  });

  it('answers HEAD, and a POST with neither pair, without recording anything', async () => {
    expect((await ask({ method: 'HEAD' })).status).toBe(200);
    expect((await press('hello=there')).status).toBe(400);
    way.mend();
    await press('List-Unsubscribe=One-Click', (await openScene(database.db)).token());
    expect(await suppressionsOf(database.db, scene)).toEqual([]);
  });

  it('stays in the balancer’s rotation', async () => {
    await press('List-Unsubscribe=One-Click');
    const ready = await fetch(`${app.url}/readyz`);
    expect([ready.status, await ready.text()]).toEqual([200, expect.stringContaining('recorded here')]);
  });

  it('R8058-9 says 503 with Retry-After, kindly, when not even the disk takes it', async () => {
    rmSync(app.folder, { recursive: true });
    writeFileSync(app.folder, 'no folder');
    const answer = await press('scope=list');
    expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '30']);
    const page = await answer.text();
    expect(page).toContain('not unsubscribed yet');
    expect(page).toContain('<input type="hidden" name="scope" value="list">');
    rmSync(app.folder);
  });
});
