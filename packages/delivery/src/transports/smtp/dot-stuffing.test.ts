import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { stuffDots } from './dot-stuffing.ts';

describe('stuffDots', () => {
  it('gives a letter without dots at line starts back as it is', () => {
    const letter = Buffer.from('a.b\r\nc.\r\n');
    expect(stuffDots(letter)).toBe(letter);
  });

  it.each([
    ['.\r\n', '..\r\n'],
    ['..\r\n.a\r\n', '...\r\n..a\r\n'],
    ['a\r\n.\r\n.\r\n', 'a\r\n..\r\n..\r\n'],
    ['.a\r\nb\r\n.c', '..a\r\nb\r\n..c'],
  ])('doubles each dot that begins a line: %j (R5321 §4.5.2)', (letter, stuffed) => {
    expect(stuffDots(Buffer.from(letter)).toString()).toBe(stuffed);
  });

  it('agrees with a replacement line by line, and is undone by the receiver', () => {
    const lines = fc.array(fc.string({ unit: fc.constantFrom('.', 'a', ' '), maxLength: 4 }));
    fc.assert(
      fc.property(lines, (text) => {
        const letter = text.map((line) => `${line}\r\n`).join('');
        const stuffed = stuffDots(Buffer.from(letter)).toString();
        expect(stuffed).toBe(letter.replace(/^\./gm, '..'));
        expect(stuffed.replace(/^\./gm, '')).toBe(letter);
      }),
    );
  });
});
