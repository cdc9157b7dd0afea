import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { comparable, textPattern } from './text-pattern.ts';

describe('textPattern', () => {
  it('takes words, alternatives, classes and one gap', () => {
    const read = textPattern(String.raw`^user .{0,9}(unknown|not found)\b|\[ts[0-9]\]`);
    expect(read.ok && ['user x unknown', 'at [ts4]', 'user'].map((text) => read.pattern.test(text))).toEqual([
      true,
      true,
      false,
    ]);
  });

  it.each(['a*', '(a|b)+', '(a?)b', 'a{2,}', 'a{1000}', '.{0,100}', '.{0,9}x.{0,9}', '.*', 'a{0,9}'])(
    'refuses %s: it would repeat',
    (source) => {
      expect(textPattern(source).ok).toBe(false);
    },
  );

  it('allows the same characters where they stand for themselves', () => {
    expect(textPattern(String.raw`what\? a\+b \*\*\* \{1\}`).ok).toBe(true);
  });

  it('refuses capitals, which no text has, and what is no pattern', () => {
    expect(textPattern('User')).toMatchObject({ reason: expect.stringContaining('capitals') });
    expect(textPattern('(a')).toMatchObject({ reason: expect.stringContaining('is no pattern') });
  });
});

describe('comparable', () => {
  it('takes out addresses, which anybody chooses: one named like a refusal says nothing', () => {
    expect(comparable('<User.Unknown@Spamhaus.example>: Mailbox FULL, ask a@b.')).toBe('<@>: mailbox full, ask @');
  });

  it('is at most 1,000 characters long, whatever a receiver sends', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 3_000 }), (text) => {
        expect(comparable(text).length).toBeLessThanOrEqual(1_100);
      }),
    );
  });
});
