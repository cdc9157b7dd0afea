import { describe, expect, it } from '@jest/globals';
import { findingWords } from './finding-words.ts';
import { sayFinding } from './say-finding.ts';

const lacking = {
  code: 'lacking-field' as const,
  values: { lacking: 3, people: 10, field: 'name' },
  detail: '3 of 10 people have no "name" …',
};

describe('sayFinding', () => {
  it('says a finding in Japanese with its values, and in English as the API does', () => {
    expect(sayFinding(lacking, 'ja')).toMatch(/^10 人中 3 人に「name」の値がなく/);
    expect(sayFinding(lacking, 'en')).toBe(lacking.detail);
  });

  it('falls back to the API’s own words for what it does not know', () => {
    expect(sayFinding({ detail: 'x' }, 'ja')).toBe('x');
    expect(sayFinding({ detail: 'x', code: 'of-a-newer-server' }, 'ja')).toBe('x');
    expect(sayFinding({ detail: 'x', code: 'toString' }, 'ja')).toBe('x');
  });

  it('has Japanese for every finding', () => {
    for (const words of Object.values(findingWords)) expect(words).toMatch(/[ぁ-ん]/);
  });
});
