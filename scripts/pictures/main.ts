// `npm run pictures [-- <words>]`: every page of the console (or those whose picture's name holds one of the words) as a picture, in both
// languages, light and dark, on a phone and wide, each looked at for hurdles too. They lie in .cache/pictures, which is not kept.
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { prepareTemplate } from '@hikyaku/database/testing';
import type { Page } from 'playwright-core';
import { projectRoot } from '../services/project.ts';
import { endThrowAway, openThrowAway, throwAwayPostgres, throwAwayRedis } from '../services/throw-away-services.ts';
import { chromiumPath, hurdles } from '../console/testing/visitor.ts';
import { firstPages, pagesOf, type PictureOf, views } from './pages.ts';
import { liveIn, openScene, type Scene } from './scene.ts';

const folder = path.join(projectRoot, '.cache', 'pictures');
const wanted = process.argv.slice(2);

if (chromiumPath === undefined) {
  console.error('No Chromium is found: install one (on Debian: apt-get install chromium).');
  process.exit(1);
}
const run = openThrowAway();
let found = 0;
try {
  const databaseUrl = await throwAwayPostgres(run);
  await prepareTemplate(databaseUrl);
  process.env['HIKYAKU_TEST_DATABASE_URL'] = databaseUrl;
  process.env['HIKYAKU_TEST_REDIS_URL'] = await throwAwayRedis(run, process.env, projectRoot);
  const scene = await openScene(0);
  try {
    found += await takePictures(scene, firstPages);
    found += await takePictures(scene, pagesOf(await liveIn(scene)));
    console.log(`The pictures lie in ${path.relative(projectRoot, folder)}; ${found} serious findings.`);
  } finally {
    await scene.house.close();
    await scene.dns.close();
  }
} finally {
  await endThrowAway(run);
}
process.exit(found === 0 ? 0 : 1);

/** Takes pictures of some pages in every view; how many serious hurdles were found. */
async function takePictures(scene: Scene, pages: readonly PictureOf[]): Promise<number> {
  mkdirSync(folder, { recursive: true });
  let serious = 0;
  for (const { suffix, ...view } of views) {
    for (const page of pages) {
      const name = `${page.name}-${suffix}`;
      if (wanted.length > 0 && !wanted.some((word) => name.includes(word))) continue;
      const options = { ...view, reducedMotion: 'reduce' as const };
      const visitor = await (page.door === 'closed' ? scene.house.stranger(options) : scene.house.visitor(options));
      await visitor.page.goto(page.address);
      await visitor.page.getByRole('heading', { level: 1 }).waitFor();
      // A page that is told of progress is never idle.
      await visitor.page.waitForLoadState('networkidle', { timeout: 3_000 }).catch(() => undefined);
      await visitor.page.locator('.mantine-Skeleton-root').first().waitFor({ state: 'detached', timeout: 5_000 });
      await page.act?.(visitor.page);
      const picture = await whole(visitor.page);
      writeFileSync(path.join(folder, `${name}.png`), picture);
      for (const problem of [...(await hurdles(visitor.page)), ...visitor.trouble]) {
        console.error(`${name}: ${problem}`);
        serious += 1;
      }
      await visitor.context.close();
    }
  }
  return serious;
}

/** The page from its beginning to its end, in a window as tall: what keeps to a window's edge stands at the end, and every frame is loaded. */
async function whole(page: Page): Promise<Buffer> {
  const { width = 1280, height = 860 } = page.viewportSize() ?? {};
  const tall = await page.evaluate(() => document.documentElement.scrollHeight);
  await page.setViewportSize({ width, height: Math.max(height, tall) });
  await Promise.all(
    page.frames().map((frame) => frame.waitForLoadState('load', { timeout: 5_000 }).catch(() => undefined)),
  );
  return page.screenshot({ fullPage: true });
}
