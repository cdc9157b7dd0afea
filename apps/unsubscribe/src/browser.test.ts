import { existsSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type TestDatabase, testDatabase } from '@hikyaku/database/testing';
import { type Browser, type BrowserContext, chromium } from 'playwright-core';
import { openScene, suppressionsOf } from './testing/scene.ts';
import { type Served, serve } from './testing/serve.ts';

const found = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find((path) =>
  existsSync(path),
);
if (found === undefined) console.log('No Chromium is found: the unsubscribe page is not pressed in a browser.');

(found === undefined ? describe.skip : describe)('the page in a browser without JavaScript', () => {
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

  const visitor = (locale: string): Promise<BrowserContext> => browser.newContext({ javaScriptEnabled: false, locale });

  it.each([
    ['ja-JP', 'このメールを停止する', '配信を停止しました', 'list'],
    ['ja-JP', 'すべてのお知らせを停止する', '配信を停止しました', 'marketing'],
    ['en-US', 'Stop this newsletter', 'You are unsubscribed', 'list'],
    ['en-US', 'Stop everything from this sender', 'You are unsubscribed', 'marketing'],
  ])('JP-TOKUTEI-10, WEB-1 in %s one press on "%s" is all it takes', async (locale, button, heading, scope) => {
    const scene = await openScene(database.db);
    const context = await visitor(locale);
    const page = await context.newPage();
    const errors: string[] = [];
    page.on('console', (message) => void (message.type() === 'error' && errors.push(message.text())));
    await page.goto(`${app.url}/u/${scene.token()}`);
    // Styled: the content security policy let the style sheet through.
    expect(await page.getByRole('button', { name: button }).evaluate((node) => getComputedStyle(node).display)).toBe(
      'block',
    );
    // The page that follows has a heading of the first level, and so has this one.
    await Promise.all([page.waitForEvent('load'), page.getByRole('button', { name: button }).click()]);
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe(heading);
    expect(await suppressionsOf(database.db, scene)).toMatchObject([{ scope, source: 'page' }]);
    expect(await context.cookies()).toEqual([]);
    expect(errors).toEqual([]);
    await context.close();
  });

  it('goes on from this newsletter to everything, by keyboard alone', async () => {
    const scene = await openScene(database.db);
    const context = await visitor('en-US');
    const page = await context.newPage();
    await page.goto(`${app.url}/u/${scene.token()}`);
    for (const _ of ['this newsletter', 'everything']) {
      await page.keyboard.press('Tab');
      await Promise.all([page.waitForEvent('load'), page.keyboard.press('Enter')]);
    }
    expect((await suppressionsOf(database.db, scene)).map((row) => row.scope)).toEqual(['list', 'marketing']);
    await context.close();
  });

  it('WEB-12 fits a narrow screen without scrolling sideways, also with a very long name', async () => {
    const scene = await openScene(database.db, { list: 'W'.repeat(300), sender: '株式会社'.repeat(40) });
    const context = await browser.newContext({ viewport: { width: 320, height: 640 } });
    const page = await context.newPage();
    await page.goto(`${app.url}/u/${scene.token()}`);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
    await context.close();
  });
});
