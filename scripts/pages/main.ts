// `npm run pages`: opens every public page of the unsubscribe app in a browser, in both languages, at the width of a telephone and of a desk; asks axe,
// counts bytes, takes pictures (.cache/pages), and writes the table of docs/pages/README.md.
import { spawn } from 'node:child_process';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { prepareTemplate } from '@hikyaku/database/testing';
import { projectRoot } from '../services/project.ts';
import { endThrowAway, openThrowAway, throwAwayPostgres } from '../services/throw-away-services.ts';
import { type PageFacts, pagesTable } from './pages-table.ts';

const folder = path.join(projectRoot, '.cache', 'pages');
const page = path.join(projectRoot, 'docs', 'pages', 'README.md');

process.exit(await main());

async function main(): Promise<number> {
  rmSync(folder, { recursive: true, force: true });
  const run = openThrowAway();
  try {
    const databaseUrl = await throwAwayPostgres(run);
    await prepareTemplate(databaseUrl);
    const code = await lookAtPages(databaseUrl);
    const kept = path.join(folder, 'pages.jsonl');
    if (code !== 0 || !existsSync(kept)) {
      console.error('The pages could not all be looked at: the table stays as it was. It needs Chromium.');
      return 1;
    }
    const facts = readFileSync(kept, 'utf8')
      .trim()
      .split('\n')
      .map((line): PageFacts => JSON.parse(line));
    writeFileSync(page, withTable(readFileSync(page, 'utf8'), pagesTable(facts)));
    console.log(`${facts.length} pages: pictures in ${folder}, the table in ${page}.`);
    return 0;
  } finally {
    await endThrowAway(run);
  }
}

/** Runs the test that looks at them, which keeps what it sees. */
function lookAtPages(databaseUrl: string): Promise<number> {
  const jest = spawn(process.execPath, [path.join(projectRoot, 'scripts/test/jest.mjs'), 'accessible'], {
    cwd: path.join(projectRoot, 'apps/unsubscribe'),
    stdio: 'inherit',
    env: { ...process.env, HIKYAKU_TEST_DATABASE_URL: databaseUrl, HIKYAKU_PICTURES: folder },
  });
  return new Promise((resolve) => jest.once('exit', (code) => resolve(code ?? 1)));
}

/** The page with another table in place of its own. */
function withTable(text: string, table: string): string {
  return text.replace(/^\| page \|[^]*?(?=\n\n|\n*$(?![^]))/m, table);
}
