// `npm run walk`: somebody new goes through the product in a browser, from the first page to a newsletter of their own in the mailbox: as
// `npm start` gives it, and without the demonstration, in both languages. Fails at a dead end; writes the figures into docs/console/README.md.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { chromium } from 'playwright-core';
import { chromiumPath } from '../console/testing/visitor.ts';
import { projectRoot } from '../services/project.ts';
import { startProduct } from '../story/product.ts';
import { effortTable, type Walked } from './effort.ts';
import { walkAsNewcomer } from './newcomer.ts';
import { walkWords } from './walk-words.ts';
import { DeadEndError, walker } from './walker.ts';

const folder = path.join(projectRoot, '.cache', 'walk');
const page = path.join(projectRoot, 'docs', 'console', 'README.md');
const beginnings = [
  { name: 'as `npm start` leaves it', env: { SEED_DEMO: '1' } },
  { name: 'without the demonstration', env: { SEED_DEMO: '0' } },
];

process.exit(await main());

async function main(): Promise<number> {
  if (chromiumPath === undefined) {
    console.error('No Chromium is found: install one (on Debian: apt-get install chromium).');
    return 1;
  }
  rmSync(folder, { recursive: true, force: true });
  const walked: Walked[] = [];
  const hurdles: string[] = [];
  try {
    for (const { name, env } of beginnings) {
      for (const language of ['ja', 'en'] as const) {
        const way = await walkOnce(
          path.join(folder, `${env.SEED_DEMO === '1' ? 'demo' : 'empty'}-${language}`),
          language,
          env,
        );
        hurdles.push(...way.hurdles);
        walked.push({ beginning: name, language, steps: way.steps, effort: way.effort });
      }
    }
  } catch (error) {
    if (!(error instanceof DeadEndError)) throw error;
    console.error(error.message);
    return 1;
  }
  const table = effortTable(walked);
  writeFileSync(page, withTable(readFileSync(page, 'utf8'), table));
  console.log(
    `${table}\n\nThe pictures lie in ${path.relative(projectRoot, folder)}; the table stands in docs/console/README.md.`,
  );
  for (const hurdle of hurdles) console.error(hurdle);
  return hurdles.length === 0 ? 0 : 1;
}

/** Starts the product on a state of its own, and walks. */
async function walkOnce(pictures: string, language: 'ja' | 'en', env: Record<string, string>) {
  const state = mkdtempSync(path.join(tmpdir(), 'hikyaku-walk-'));
  const product = await startProduct({ STATE_DIR: state, ...env });
  const browser = await chromium.launch({ executablePath: chromiumPath ?? '', args: ['--no-sandbox'] });
  try {
    const [email = '', password = ''] = readFileSync(path.join(state, 'sign-in'), 'utf8').split('\n');
    const locale = language === 'ja' ? 'ja-JP' : 'en-GB';
    const context = await browser.newContext({
      locale,
      timezoneId: 'Asia/Tokyo',
      viewport: { width: 1280, height: 860 },
    });
    const me = walker(await context.newPage(), pictures);
    const arrived = await walkAsNewcomer(me, walkWords[language], { address: product.apiUrl, email, password });
    return { steps: arrived.steps(), effort: arrived.effort(), hurdles: [...me.hurdles(), ...arrived.hurdles()] };
  } finally {
    await browser.close();
    await product.stop();
    rmSync(state, { recursive: true, force: true });
  }
}

/** The page with another table of ways in place of its own. */
function withTable(text: string, table: string): string {
  return text.replace(/^\| beginning \|[^]*?(?=\n\n|\n*$(?![^]))/m, () => table);
}
