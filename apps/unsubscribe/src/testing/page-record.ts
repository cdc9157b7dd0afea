import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Page } from 'playwright-core';

/** What is kept of one page in one language: its size as it came, and how many things axe found. */
export type PageFacts = { name: string; locale: string; status: number; bytes: number; findings: number };

/** Keeps pictures and facts of pages in a folder; without one, nothing. */
export function openPageRecord(folder: string | undefined) {
  if (folder !== undefined) mkdirSync(folder, { recursive: true });
  return {
    facts(of: PageFacts): void {
      if (folder !== undefined) appendFileSync(path.join(folder, 'pages.jsonl'), `${JSON.stringify(of)}\n`);
    },
    /** The whole page, as WebP. */
    async picture(page: Page, name: string): Promise<void> {
      if (folder === undefined) return;
      const session = await page.context().newCDPSession(page);
      const shot = { format: 'webp', quality: 60, captureBeyondViewport: true } as const;
      const { data } = await session.send('Page.captureScreenshot', shot);
      await session.detach();
      writeFileSync(path.join(folder, `${name}.webp`), Buffer.from(data, 'base64'));
    },
  };
}
