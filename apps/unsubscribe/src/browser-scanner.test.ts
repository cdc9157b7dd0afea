import { existsSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type TestDatabase, testDatabase } from '@hikyaku/database/testing';
import { type Browser, chromium, type Page } from 'playwright-core';
import { eventsOf, openScene, suppressionsOf } from './testing/scene.ts';
import { type Served, serve } from './testing/serve.ts';

const found = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find((path) =>
  existsSync(path),
);
if (found === undefined) console.log('No Chromium is found: no browser scans the unsubscribe page.');

(found === undefined ? describe.skip : describe)('a scanner that is a whole browser, with JavaScript', () => {
  let database: TestDatabase;
  let app: Served;
  let browser: Browser;
  beforeAll(async () => {
    database = await testDatabase();
    app = await serve({ db: database.db, publicUrl: 'http://localhost:3001' });
    const args = ['--no-sandbox', '--disable-background-networking', '--disable-component-update', '--disable-sync'];
    browser = await chromium.launch({ executablePath: found ?? '', args });
  });
  afterAll(async () => {
    await browser.close();
    await app.close();
    await database.drop();
  });

  /** Opens every link of the page, and of the pages behind them, moves over everything, and waits until nothing loads any more. */
  async function scan(page: Page, url: string): Promise<void> {
    const seen = new Set<string>();
    const open = [url];
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      if (seen.has(next)) continue;
      seen.add(next);
      await page.goto(next, { waitUntil: 'networkidle' });
      await page.evaluate(() => {
        window.scrollTo(0, document.body.scrollHeight);
        for (const element of document.querySelectorAll('*')) element.dispatchEvent(new MouseEvent('mouseover'));
      });
      const links = await page.evaluate(() =>
        Array.from(document.querySelectorAll('a, link'), (a) => a.getAttribute('href')),
      );
      for (const link of links) if (link !== null) open.push(new URL(link, next).href);
    }
  }

  it('WEB-1 opens every link, runs every script, and nobody leaves', async () => {
    const scene = await openScene(database.db);
    const context = await browser.newContext({ userAgent: '' });
    await scan(await context.newPage(), `${app.url}/u/${scene.token()}`);
    expect(await suppressionsOf(database.db, scene)).toEqual([]);
    expect(await eventsOf(database.db, scene)).toEqual([]);
    await context.close();
  });

  it('WEB-1 prefetches and prerenders the link from another page, and nobody leaves', async () => {
    const scene = await openScene(database.db);
    const context = await browser.newContext({ bypassCSP: true });
    const page = await context.newPage();
    await page.goto(`${app.url}/`);
    const fetched = page.waitForResponse((response) => response.url().includes('/u/'));
    await page.evaluate((url) => {
      const link = document.createElement('link');
      link.rel = 'prefetch';
      link.href = url;
      document.head.append(link);
    }, `${app.url}/u/${scene.token()}`);
    expect((await fetched).status()).toBe(200);
    expect(await suppressionsOf(database.db, scene)).toEqual([]);
    await context.close();
  });

  it('R8058-7 sends forms of its own making, with every field it finds but without what a press adds, and nobody leaves', async () => {
    const scene = await openScene(database.db);
    const context = await browser.newContext({ bypassCSP: true });
    const page = await context.newPage();
    const url = `${app.url}/u/${scene.token()}`;
    await page.goto(url);
    const status = await page.evaluate(async (address) => {
      const response = await fetch(address, { method: 'POST', body: new URLSearchParams({ confirm: 'yes' }) });
      return response.status;
    }, url);
    expect(status).toBe(400);
    expect(await suppressionsOf(database.db, scene)).toEqual([]);
    await context.close();
  });
});
