import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { wireForm } from './wire-form.ts';

function problemOf(letter: string | Buffer): string | undefined {
  const form = wireForm(Buffer.from(letter));
  return form.ok ? undefined : form.problem;
}

function stuffed(letter: string | Buffer): string | undefined {
  const form = wireForm(Buffer.from(letter));
  return form.ok ? form.bytes.toString('latin1') : undefined;
}

/** Long enough that octets are looked at sixteen at a time, and at every place in a sixteen. */
const text = fc
  .array(
    fc.oneof(
      fc.string({
        unit: fc.constantFrom('a', '.', '\r', '\n', '\r\n', '\r\n.', '\u007f', '\t', '\u000b'),
        maxLength: 6,
      }),
      fc.nat(40).map((length) => 'x'.repeat(length)),
    ),
    { maxLength: 12 },
  )
  .map((parts) => `${parts.join('')}\r\n`);

describe('wireForm', () => {
  it.each(['\r\n', 'a\r\n', '\r\n\r\n', `${'x'.repeat(76)}\r\n\t\r\n`])(
    'lets a letter go that is lines of ASCII: %j',
    (letter) => {
      expect(problemOf(letter)).toBeUndefined();
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
    [`${'x'.repeat(100)}\0${'x'.repeat(100)}\r\n`, 'NUL'],
  ])('keeps a letter off the wire that could be read two ways: %j', (letter, problem) => {
    expect(problemOf(letter)).toContain(problem);
  });

  it('finds a CR or LF alone wherever it stands, as a search does', () => {
    fc.assert(
      fc.property(text, fc.nat(7), (letter, offset) => {
        // Buffers begin anywhere in memory.
        const bytes = Buffer.from(`${' '.repeat(offset)}${letter}`).subarray(offset);
        expect(wireForm(bytes).ok).toBe(!/(?<!\r)\n|\r(?!\n)/.test(letter));
      }),
      { numRuns: 3_000 },
    );
  });

  it('gives a letter without dots at line starts back as it is', () => {
    const letter = Buffer.from(`a.b\r\nc.\r\n${'x'.repeat(40)}.\r\n`);
    expect(wireForm(letter)).toEqual({ ok: true, bytes: letter });
    expect(wireForm(letter)).toHaveProperty('bytes.buffer', letter.buffer);
  });

  it.each([
    ['.\r\n', '..\r\n'],
    ['..\r\n.a\r\n', '...\r\n..a\r\n'],
    ['a\r\n.\r\n.\r\n', 'a\r\n..\r\n..\r\n'],
    ['.a\r\nb\r\n.c\r\n', '..a\r\nb\r\n..c\r\n'],
  ])('doubles each dot that begins a line: %j (R5321 §4.5.2)', (letter, expected) => {
    expect(stuffed(letter)).toBe(expected);
  });

  it('stuffs dots as a replacement line by line does, and the receiver undoes it', () => {
    const lines = fc.array(fc.oneof(fc.string({ unit: fc.constantFrom('.', 'a', ' '), maxLength: 20 })), {
      minLength: 1,
    });
    fc.assert(
      fc.property(lines, (written) => {
        const letter = written.map((line) => `${line}\r\n`).join('');
        expect(stuffed(letter)).toBe(letter.replace(/^\./gm, '..'));
        expect(stuffed(letter)?.replace(/^\./gm, '')).toBe(letter);
      }),
    );
  });
});
