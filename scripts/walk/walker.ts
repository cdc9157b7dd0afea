import { mkdirSync } from 'node:fs';
import path from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { hurdles } from '../console/testing/visitor.ts';
import { type Effort, noEffort, together } from './effort.ts';

/** Somebody at a browser who only sees what is shown, and whose every press and key is counted. */
export type Walker = {
  readonly page: Page;
  /** Looks at a page once it shows what is waited for, takes its picture, and asks what somebody who sees little would stumble over. */
  look(name: string, shown: Locator): Promise<void>;
  click(target: Locator): Promise<void>;
  /** Writes into a field: a click, and a key for each character. */
  type(field: Locator, text: string): Promise<void>;
  /** Puts something in that was copied elsewhere: a click and two keys. */
  paste(field: Locator, text: string): Promise<void>;
  /** Presses one key. */
  press(key: string): Promise<void>;
  /** Chooses a file, as in the system's own dialog: two clicks more than the one that opens it. */
  choose(field: Locator, file: { name: string; text: string }): Promise<void>;
  /** Goes on in a window that a click opens. */
  follow(link: Locator): Promise<Walker>;
  steps(): number;
  effort(): Effort;
  /** Hurdles met so far, each with the page it stands on. */
  hurdles(): readonly string[];
};

const patienceMs = 20_000;

/** A way ended before its goal: what was waited for did not show, or could not be used. */
export class DeadEndError extends Error {
  override readonly name = 'DeadEndError';
  constructor(step: string, address: string, cause: unknown) {
    const reason = cause instanceof Error ? cause.message.split('\n')[0] : String(cause);
    super(`A dead end after "${step}", at ${address}: ${reason}`, { cause });
  }
}

/** Somebody at a page. Pictures go into `folder`, named in the order of the way. */
export function walker(
  page: Page,
  folder: string,
  before: { steps: number; effort: Effort } = { steps: 0, effort: noEffort },
): Walker {
  mkdirSync(folder, { recursive: true });
  const met: string[] = [];
  let { steps, effort } = before;
  let step = 'the beginning';

  async function orDeadEnd(work: () => Promise<unknown>): Promise<void> {
    try {
      await work();
    } catch (error) {
      await page.screenshot({ path: path.join(folder, 'dead-end.png'), fullPage: true }).catch(() => undefined);
      throw new DeadEndError(step, page.url(), error);
    }
  }

  /** Waits for something that must be there to be used, and counts what it was waited for. */
  async function until(target: Locator): Promise<void> {
    const began = performance.now();
    await target.waitFor({ timeout: patienceMs });
    effort = together(effort, { ...noEffort, looks: 1, waitedMs: performance.now() - began });
  }

  async function use(target: Locator, work: () => Promise<unknown>, done: Partial<Effort>): Promise<void> {
    await orDeadEnd(async () => {
      await until(target);
      await work();
    });
    effort = together(effort, { ...noEffort, ...done });
  }

  return {
    page,
    async look(name, shown) {
      await orDeadEnd(() => until(shown));
      step = name;
      steps += 1;
      await page.screenshot({
        path: path.join(folder, `${String(steps).padStart(2, '0')}-${name}.png`),
        fullPage: true,
      });
      met.push(...(await hurdles(page)).map((hurdle) => `${name}: ${hurdle}`));
    },
    click: (target) => use(target, () => target.click({ timeout: patienceMs }), { clicks: 1 }),
    type: (field, text) =>
      use(
        field,
        async () => {
          await field.click({ timeout: patienceMs, clickCount: 3 });
          await field.pressSequentially(text);
        },
        { clicks: 1, keys: text.length },
      ),
    paste: (field, text) => use(field, () => field.fill(text, { timeout: patienceMs }), { clicks: 1, keys: 2 }),
    async press(key) {
      await orDeadEnd(() => page.keyboard.press(key));
      effort = together(effort, { ...noEffort, keys: 1 });
    },
    async choose(field, { name, text }) {
      await orDeadEnd(() =>
        field.setInputFiles({ name, mimeType: 'text/csv', buffer: Buffer.from(text) }, { timeout: patienceMs }),
      );
      effort = together(effort, { ...noEffort, clicks: 3, looks: 1 });
    },
    async follow(link) {
      const opening = page.context().waitForEvent('page', { timeout: patienceMs });
      opening.catch(() => undefined);
      await use(link, () => link.click({ timeout: patienceMs }), { clicks: 1 });
      return walker(await opening, folder, { steps, effort });
    },
    steps: () => steps,
    effort: () => effort,
    hurdles: () => met,
  };
}
