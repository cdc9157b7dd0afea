import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type TestDatabase, testDatabase } from '@hikyaku/database/testing';
import axe from 'axe-core';
import { type Browser, type BrowserContext, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { type Outside, outside } from '../../story/outside.ts';
import { type Product, startProduct } from '../../story/product.ts';

/** A Chromium of this machine, or undefined: then nothing is tried in a browser. */
export const chromiumPath = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find((file) =>
  existsSync(file),
);

/** The running product, a browser, and the first way in. */
export type House = {
  product: Product;
  world: Outside;
  database: TestDatabase;
  email: string;
  password: string;
  /** A browser of somebody who has signed in already. */
  visitor(options?: BrowserContextOptions): Promise<Visitor>;
  /** A browser of somebody who has not. */
  stranger(options?: BrowserContextOptions): Promise<Visitor>;
  close(): Promise<void>;
};

/** One browser window, and what went wrong in it so far: errors of the console, blocked content, exceptions. */
export type Visitor = { context: BrowserContext; page: Page; trouble: string[] };

/** Starts the whole product over a database of its own, with the console built, and a browser. `env` holds variables of the product. */
export async function openHouse(redisNumber: number, env: Readonly<Record<string, string>> = {}): Promise<House> {
  const database = await testDatabase();
  const state = mkdtempSync(path.join(tmpdir(), 'hikyaku-console-'));
  const product = await startProduct({
    STATE_DIR: state,
    DATABASE_URL: database.url,
    REDIS_URL: `${process.env['HIKYAKU_TEST_REDIS_URL']}/${redisNumber}`,
    RETRY_SCHEDULE: '1s',
    ...env,
  });
  const [email = '', password = ''] = readFileSync(path.join(state, 'sign-in'), 'utf8').split('\n');
  const args = ['--no-sandbox', '--disable-background-networking', '--disable-component-update', '--disable-sync'];
  const browser = await chromium.launch({ executablePath: chromiumPath ?? '', args });
  return {
    product,
    world: outside(product),
    database,
    email,
    password,
    async visitor(options) {
      const visitor = await openWindow(browser, product, options);
      const answer = await visitor.context.request.post('/api/v1/session', { data: { email, password } });
      if (answer.status() !== 201) throw new Error(`Signing in answered ${answer.status()}: ${await answer.text()}`);
      return visitor;
    },
    stranger: (options) => openWindow(browser, product, options),
    async close() {
      await browser.close();
      await product.stop();
      await database.drop();
      rmSync(state, { recursive: true, force: true });
    },
  };
}

async function openWindow(
  browser: Browser,
  { apiUrl }: Product,
  options: BrowserContextOptions = {},
): Promise<Visitor> {
  const context = await browser.newContext({ baseURL: apiUrl, locale: 'ja-JP', timezoneId: 'Asia/Tokyo', ...options });
  const page = await context.newPage();
  const trouble: string[] = [];
  page.on('pageerror', (error) => trouble.push(error.message));
  page.on('console', (message) => {
    // A refusal is an answer like any other; Chromium calls it an error.
    if (message.type() === 'error' && !/status of 4\d\d/.test(message.text())) trouble.push(message.text());
  });
  return { context, page, trouble };
}

/** What a screen reader's user, or somebody who sees little, would stumble over on this page: axe's serious and critical findings. */
export async function hurdles(page: Page): Promise<string[]> {
  // Evaluated by the debugger, which the page's policy does not bind.
  await page.evaluate(axe.source);
  const found: string = await page.evaluate(
    `axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa', 'best-practice'] }).then(({ violations }) =>
      JSON.stringify(violations.filter(({ impact }) => ['serious', 'critical'].includes(impact))
        .map(({ id, nodes }) => id + ': ' + nodes.map(({ html }) => html.slice(0, 160)).join(' | '))))`,
  );
  return JSON.parse(found);
}
