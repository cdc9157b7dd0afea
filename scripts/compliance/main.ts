// `npm run compliance`: writes docs/compliance.md from the last run of the tests.
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { projectRoot } from '../services/project.ts';
import { cover, readRequirements } from './coverage.ts';
import { coveragePage } from './page.ts';

const named = z.array(z.object({ file: z.string(), name: z.string(), passed: z.boolean() }));
const folder = path.join(projectRoot, '.cache', 'named-tests');
const files = existsSync(folder) ? readdirSync(folder) : [];
if (files.length === 0) {
  console.error('No test has run yet, so there is nothing to write down: run `npm test` first.');
  process.exit(1);
}
const tests = files.sort().flatMap((file) => named.parse(JSON.parse(readFileSync(path.join(folder, file), 'utf8'))));
const table = readFileSync(new URL('requirements.tsv', import.meta.url), 'utf8');
const coverage = cover(readRequirements(table), tests);
writeFileSync(path.join(projectRoot, 'docs', 'compliance.md'), coveragePage(coverage));
for (const { id, rank, state } of coverage) {
  if (state === 'open' || state === 'failed') console.log(`${id} (${rank}): ${state}`);
}
console.log(`Written: docs/compliance.md, ${coverage.length} requirements.`);
