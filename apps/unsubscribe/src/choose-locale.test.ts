import { describe, expect, it } from '@jest/globals';
import { chooseLocale } from './choose-locale.ts';

describe('chooseLocale', () => {
  it.each([
    ['en', 'en'],
    ['en-GB', 'en'],
    ['JA-jp', 'ja'],
    ['ja-JP,en', 'ja'],
    ['en-US,ja', 'en'],
    ['en;q=0.5, ja;q=0.8', 'ja'],
    ['en;q=0, ja;q=0.1', 'ja'],
    ['de, fr;q=0.9, en;q=0.2', 'en'],
  ])('takes the wish of %s: %s', (header, locale) => {
    expect(chooseLocale(header, locale === 'ja' ? 'en' : 'ja')).toBe(locale);
  });

  it.each([undefined, '', '*', 'de', 'de, *;q=0.5', ';;;,,q=', 'en;q=x', 'ja;q=0', 'x'.repeat(5_000)])(
    'falls back when %s asks for neither',
    (header) => {
      expect([chooseLocale(header, 'ja'), chooseLocale(header, 'en')]).toEqual(['ja', 'en']);
    },
  );
});
