import { describe, expect, it } from '@jest/globals';
import { isForLists, sought } from './use-templates.ts';

const entry = (name: string, category: 'news' | 'system', ja: string, en: string) => ({
  name,
  category,
  class: category === 'system' ? 'transactional' : 'marketing',
  locales: ['ja', 'en'] as const,
  title: { ja, en },
  lead: { ja: '', en: '' },
});
const entries = [entry('receipt', 'system', '領収書', 'Receipt'), entry('digest', 'news', 'まとめ', 'Digest')];
const names = (typed: string, category: 'all' | 'system' = 'all') =>
  sought(entries, { typed, category, locale: 'ja' }).map(({ name }) => name);

describe('sought', () => {
  it('finds by words of either language, in any width and case, kind by kind', () => {
    expect(names('')).toEqual(['digest', 'receipt']);
    expect(names('ＲＥＣ')).toEqual(['receipt']);
    expect(names('まとめ')).toEqual(['digest']);
    expect(names('まとめ receipt')).toEqual([]);
    expect(names('', 'system')).toEqual(['receipt']);
  });
});

describe('isForLists', () => {
  it('leaves out what answers one person', () => {
    expect(entries.map(isForLists)).toEqual([false, true]);
  });
});
