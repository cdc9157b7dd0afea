import { existsSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Link, openLink } from '@hikyaku/database';
import { type Severable, severable, type TestDatabase, testDatabase } from '@hikyaku/database/testing';
import { mintPersonToken } from '@hikyaku/suppression';
import axe from 'axe-core';
import { type Browser, chromium, type Page } from 'playwright-core';
import { openPageRecord } from './testing/page-record.ts';
import { joinList } from './testing/preferences-scene.ts';
import { type Circumstance, publicPages, type Reader, type Step } from './testing/public-pages.ts';
import { addLetter, keyring, openScene } from './testing/scene.ts';
import { type Served, serve } from './testing/serve.ts';

const found = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find((path) =>
  existsSync(path),
);
if (found === undefined) console.log('No Chromium is found: nobody looks whether the pages are accessible.');

/** Set to a folder, pictures of the pages are put there, and what is known of them. */
const record = openPageRecord(process.env['HIKYAKU_PICTURES']);

(found === undefined ? describe.skip : describe)('the pages, looked at by axe', () => {
  let database: TestDatabase;
  let way: Severable;
  let links: { work: Link; vows: Link };
  let apps: Record<Circumstance, Served>;
  let browser: Browser;
  beforeAll(async () => {
    database = await testDatabase();
    way = await severable(database.url);
    const common = { publicUrl: 'http://localhost:3001', now: () => new Date('2026-11-26T03:00:00Z') };
    links = {
      work: openLink({ url: way.url, applicationName: 'test' }),
      vows: openLink({ url: way.url, applicationName: 'test', maxConnections: 1, answerWithinMs: 500 }),
    };
    apps = {
      usual: await serve({ db: database.db, ...common }),
      away: await serve({ ...links, ...common }),
      'on-the-wire': await serve({ db: database.db, waiting: { mostMs: 30 }, ...common }),
      // Where no time passes, nobody is forgotten.
      spent: await serve({ db: database.db, nowMs: () => 0, ...common }),
    };
    way.cut();
    await spend(apps.spent.url);
    const args = ['--no-sandbox', '--disable-background-networking', '--disable-component-update', '--disable-sync'];
    browser = await chromium.launch({ executablePath: found ?? '', args });
  });
  afterAll(async () => {
    await browser.close();
    way.mend();
    for (const app of Object.values(apps)) await app.close();
    for (const link of Object.values(links)) {
      link.cut();
      await link.db.destroy();
    }
    await way.close();
    await database.drop();
  });

  it.each(publicPages.flatMap((shown) => (['ja', 'en'] as const).map((locale) => ({ ...shown, locale }))))(
    'WEB-12 finds nothing against WCAG 2.2 AA on "$name" in $locale, light and dark, within 10 KB, and fits a narrow and a wide screen',
    async ({ name, circumstance, status, door, steps, locale }) => {
      const reader = await readerOf(locale);
      if (circumstance === 'on-the-wire') await addLetter(database.db, reader, 'attempting');
      const context = await browser.newContext({ locale, bypassCSP: true });
      const page = await context.newPage();
      await page.setViewportSize({ width: 390, height: 844 });
      let answer = await page.goto(`${apps[circumstance].url}${door(reader)}`);
      for (const step of steps[locale]) answer = (await take(page, step)) ?? answer;
      const bytes = (await answer?.body())?.length ?? 0;
      expect([answer?.status(), bytes <= 10 * 1024]).toEqual([status, true]);
      let findings = 0;
      for (const colorScheme of ['dark', 'light'] as const) {
        await page.emulateMedia({ colorScheme });
        const violations = await violationsOf(page);
        findings += violations.length;
        expect(violations).toEqual([]);
      }
      record.facts({ name, locale, status, bytes, findings });
      for (const width of [390, 1280]) {
        await page.setViewportSize({ width, height: 844 });
        expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
        await record.picture(page, `${name}-${locale}-${width}`);
      }
      await context.close();
    },
  );

  async function readerOf(locale: 'ja' | 'en'): Promise<Reader> {
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
});

/** Opens links that do not work, and asks for letters, as often as one network may. */
async function spend(url: string): Promise<void> {
  for (let n = 0; n < 20; n++) await fetch(`${url}/u/nonsense`);
  const body = new URLSearchParams({ email: 'hanako@example.jp' });
  for (let n = 0; n < 10; n++) await fetch(url, { method: 'POST', body });
}

/** Takes a step, and answers with the page it led to. */
async function take(page: Page, step: Step) {
  if ('type' in step) {
    await page.getByRole('textbox').fill(step.type);
    return undefined;
  }
  if ('open' in step) return page.goto(page.url());
  const answered = page.waitForResponse((response) => response.request().isNavigationRequest());
  const loaded = page.waitForEvent('load');
  if ('press' in step) await page.getByRole('button', { name: step.press, exact: true }).click();
  else await page.evaluate(`(${sendForm})(${JSON.stringify(step.send)})`);
  const answer = await answered;
  await loaded;
  return answer;
}

/** Sends a body to where the page is from, as a form would. */
const sendForm = `(body) => {
  const form = document.createElement('form');
  form.method = 'post';
  for (const [name, value] of new URLSearchParams(body)) {
    const input = document.createElement('input');
    Object.assign(input, { type: 'hidden', name, value });
    form.append(input);
  }
  document.body.append(form);
  form.submit();
}`;

async function violationsOf(page: Page): Promise<unknown[]> {
  await page.evaluate(axe.source);
  return page.evaluate(`axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] })
    .then(({ violations }) => violations.map(({ id, nodes }) => [id, nodes.map((node) => node.html)]))`);
}
