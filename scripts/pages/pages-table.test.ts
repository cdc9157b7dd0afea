import { describe, expect, it } from '@jest/globals';
import { pagesTable } from './pages-table.ts';

describe('pagesTable', () => {
  it('has a line a page with both languages in it, in the order in which they came', () => {
    const facts = [
      { name: 'home', locale: 'ja', status: 200, bytes: 1_200, findings: 0 },
      { name: 'home', locale: 'en', status: 200, bytes: 1_000, findings: 1 },
      { name: 'busy', locale: 'ja', status: 429, bytes: 900, findings: 0 },
    ];
    expect(pagesTable(facts).split('\n').slice(2)).toEqual([
      '| home | 200 | 1200 | 1000 | 1 |',
      '| busy | 429 | 900 |  | 0 |',
    ]);
  });
});
