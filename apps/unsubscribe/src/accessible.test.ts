import { existsSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type TestDatabase, testDatabase } from '@hikyaku/database/testing';
import { mintPersonToken } from '@hikyaku/suppression';
import axe from 'axe-core';
import { type Browser, chromium, type Page } from 'playwright-core';
import { joinList, preferencesToken } from './testing/preferences-scene.ts';
import { keyring, openScene, type Scene } from './testing/scene.ts';
import { type Served, serve } from './testing/serve.ts';

const found = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find((path) =>
  existsSync(path),
);
if (found === undefined) console.log('No Chromium is found: nobody looks whether the pages are accessible.');

/** Set to a folder, pictures of the pages are put there. */
const pictures = process.env['HIKYAKU_PICTURES'];

(found === undefined ? describe.skip : describe)('the pages, looked at by axe', () => {
  let database: TestDatabase;
  let app: Served;
  let browser: Browser;
  beforeAll(async () => {
    database = await testDatabase();
    const now = () => new Date('2026-11-26T03:00:00Z');
    app = await serve({ db: database.db, publicUrl: 'http://localhost:3001', now });
    const args = ['--no-sandbox', '--disable-background-networking', '--disable-component-update', '--disable-sync'];
    browser = await chromium.launch({ executablePath: found ?? '', args });
  });
  afterAll(async () => {
    await browser.close();
    await app.close();
    await database.drop();
  });

  async function violationsOf(page: Page): Promise<unknown> {
    await page.evaluate(axe.source);
    return page.evaluate(`axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] })
      .then(({ violations }) => violations.map(({ id, nodes }) => [id, nodes.map((node) => node.html)]))`);
  }

  async function reader(locale: 'ja' | 'en'): Promise<Scene & { confirm: string }> {
    const ja = locale === 'ja';
    const scene = await openScene(database.db, {
      sender: ja ? '株式会社くも' : 'Kumo & Sons',
      list: ja ? '週刊くも' : 'Kumo Weekly',
      locale,
    });
    const names = ja
      ? ['週刊くも', 'セール速報', 'イベントのご案内', '月刊くもの便り']
      : ['Kumo Weekly', 'Sales and offers', 'Events near you', 'The monthly letter'];
    const lists = await Promise.all(names.map((name) => joinList(database.db, scene, name)));
    const subject = { workspaceId: scene.workspaceId, addressKey: scene.addressKey, listId: lists[0]?.id ?? null };
    return { ...scene, confirm: mintPersonToken(keyring, 'confirm', subject, new Date('2099-01-01T00:00:00Z')) };
  }

  /** Every page, by the steps that lead to it; each step presses a button by its name. */
  const ways: [
    name: string,
    door: (scene: Scene & { confirm: string }) => string,
    presses: Record<'ja' | 'en', string[]>,
  ][] = [
    ['home', () => '/', { ja: [], en: [] }],
    ['unknown', () => '/u/nonsense', { ja: [], en: [] }],
    ['choose', (scene) => `/u/${scene.token()}`, { ja: [], en: [] }],
    ['done', (scene) => `/u/${scene.token()}`, { ja: ['このメールを停止する'], en: ['Stop this newsletter'] }],
    [
      'undone',
      (scene) => `/u/${scene.token()}`,
      { ja: ['このメールを停止する', '元に戻す'], en: ['Stop this newsletter', 'Undo'] },
    ],
    ['preferences', (scene) => `/p/${preferencesToken(scene)}`, { ja: [], en: [] }],
    [
      'preferences-paused',
      (scene) => `/p/${preferencesToken(scene)}`,
      { ja: ['この日まで休む'], en: ['Pause until then'] },
    ],
    [
      'preferences-stopped',
      (scene) => `/p/${preferencesToken(scene)}`,
      { ja: ['すべて停止する'], en: ['Stop everything'] },
    ],
    [
      'preferences-left',
      (scene) => `/p/${preferencesToken(scene)}`,
      {
        ja: ['すべて停止する', '確認のメールを受け取る'],
        en: ['Stop everything', 'Mail me the confirmation'],
      },
    ],
    ['expired', (scene) => `/p/${preferencesToken(scene, new Date(0))}`, { ja: [], en: [] }],
    [
      'asked',
      (scene) => `/p/${preferencesToken(scene, new Date(0))}`,
      { ja: ['新しいリンクを受け取る'], en: ['Mail me a new link'] },
    ],
    ['confirm', (scene) => `/c/${scene.confirm}`, { ja: [], en: [] }],
    ['confirmed', (scene) => `/c/${scene.confirm}`, { ja: ['受け取る'], en: ['Receive it'] }],
  ];

  it.each(ways.flatMap((way) => (['ja', 'en'] as const).map((locale) => ({ way, locale, name: way[0] }))))(
    'WEB-12 finds nothing against WCAG 2.2 AA on "$name" in $locale, light and dark, and fits a narrow and a wide screen',
    async ({ way: [name, door, presses], locale }) => {
      const scene = await reader(locale);
      const context = await browser.newContext({ locale, bypassCSP: true });
      const page = await context.newPage();
      await page.setViewportSize({ width: 390, height: 844 });
      await page.goto(`${app.url}${door(scene)}`);
      for (const button of presses[locale]) {
        await Promise.all([page.waitForEvent('load'), page.getByRole('button', { name: button, exact: true }).click()]);
      }
      for (const colorScheme of ['dark', 'light'] as const) {
        await page.emulateMedia({ colorScheme });
        expect(await violationsOf(page)).toEqual([]);
      }
      for (const width of [390, 1280]) {
        await page.setViewportSize({ width, height: 844 });
        expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
        if (pictures !== undefined) {
          await page.screenshot({ path: `${pictures}/${name}-${locale}-${width}.png`, fullPage: true });
        }
      }
      await context.close();
    },
  );
});
