import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { formProblem } from './wire-form.ts';

describe('formProblem', () => {
  it.each(['\r\n', 'a\r\n', '\r\n\r\n', `${'x'.repeat(76)}\r\n\t\r\n`])(
    'lets a letter go that is lines of ASCII: %j',
    (letter) => {
      expect(formProblem(Buffer.from(letter))).toBeUndefined();
    },
  );

  it.each([
    ['', 'no CRLF'],
    ['a', 'no CRLF'],
    ['a\n', 'no CRLF'],
    ['a\r', 'no CRLF'],
    ['é\r\n', '7-bit'],
    ['a\0b\r\n', 'NUL'],
    ['\na\r\n', 'alone'],
    ['\ra\r\n', 'alone'],
    ['a\n.\r\nMAIL\r\n', 'alone'],
    ['a\r.\r\n', 'alone'],
    ['a\r\r\n', 'alone'],
    ['a\r\n\n\r\n', 'alone'],
  ])('keeps a letter off the wire that could be read two ways: %j', (letter, problem) => {
    expect(formProblem(Buffer.from(letter))).toContain(problem);
  });

  it('finds a CR or LF alone wherever it stands, as a walk octet by octet does', () => {
    const text = fc.string({ unit: fc.constantFrom('a', '\r', '\n', '\r\n', '\u007f', '\t', '\u000b'), maxLength: 40 });
    fc.assert(
      fc.property(text, fc.nat(7), (body, offset) => {
        const letter = `${body}\r\n`;
        // Buffers begin anywhere in memory.
        const bytes = Buffer.from(`${' '.repeat(offset)}${letter}`).subarray(offset);
        expect(formProblem(bytes) === undefined).toBe(!/(?<!\r)\n|\r(?!\n)/.test(letter));
      }),
      { numRuns: 2_000 },
    );
  });
});
