import type { Coverage } from './coverage.ts';

const signs: Record<Coverage['state'], string> = { passed: '✓', failed: '✗', remarked: '–', open: 'open' };

/** The page that shows which test holds which requirement. */
export function coveragePage(coverage: readonly Coverage[]): string {
  const first = coverage.filter(({ rank }) => rank === 'P0');
  const held = first.filter(({ state }) => state === 'passed').length;
  return [
    '# Requirements and the tests that hold them',
    '',
    'Written by `npm run compliance` from the names and results of the last run of the tests. R8058, R2369, R2919 and R3834 are RFCs;',
    'TOK, WEB, SUP and UNS are our own demands on tokens, pages, suppressions and leaving. P0: no letter goes without it.',
    '',
    `Of ${first.length} demands of the first rank, ${held} are held by tests that passed.`,
    '',
    '| Requirement | Rank | What | Held by | |',
    '|---|---|---|---|---|',
    ...coverage.map(row),
    '',
  ].join('\n');
}

function row({ id, rank, what, remark, tests, state }: Coverage): string {
  const by = tests.map(({ name, file }) => `${cell(name)} (\`${file}\`)`).join('<br>');
  return `| ${id} | ${rank} | ${cell(what)} | ${by || cell(remark) || 'no test names it'} | ${signs[state]} |`;
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('<', '&lt;');
}
