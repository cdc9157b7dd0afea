import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import PostalMime from 'postal-mime';
import { encodedWords } from './encoded-word.ts';
import { HeaderInjectionError, LetterRefusedError } from './errors.ts';
import { singleLineField, textField, tokenField } from './header-field.ts';
import { isHeaderSafe } from './header-safety.ts';
import { mailboxField } from './mailbox.ts';

const anyText = fc
  .array(
    fc.oneof(
      fc.string({ unit: 'grapheme', maxLength: 20 }),
      fc.constantFrom(
        '日本語の件名',
        '👨‍👩‍👧‍👦',
        'が',
        '=?UTF-8?B?aGk=?=',
        'x'.repeat(300),
        '"',
        '\\',
        '(c)',
        ' ',
        '<a@b>',
      ),
    ),
    { maxLength: 10 },
  )
  .map((parts) => parts.join(''))
  .filter((text) => isHeaderSafe(text) && text.trim() !== '');

const read = (field: string) => PostalMime.parse(Buffer.from(`${field}\r\nX-End: 1\r\n\r\nbody\r\n`, 'latin1'));

describe('textField', () => {
  it('MIME-1 reads back exactly as it was given, in ASCII lines of at most 76 characters', async () => {
    await fc.assert(
      fc.asyncProperty(anyText, async (text) => {
        const field = textField('Subject', text);
        expect(field).toMatch(/^[ -~]*(?:\r\n [!-~][ -~]*)*$/);
        for (const line of field.split('\r\n')) expect(line.length).toBeLessThanOrEqual(76);
        expect((await read(field)).subject).toBe(text);
      }),
      { numRuns: 300 },
    );
  });

  it('leaves plain ASCII alone and folds it between words', () => {
    expect(textField('Subject', 'Hello, you')).toBe('Subject: Hello, you');
    const words = Array.from({ length: 12 }, () => 'newsletter');
    expect(textField('Subject', words.join(' '))).toBe(
      `Subject: ${words.slice(0, 6).join(' ')}\r\n ${words.slice(6).join(' ')}`,
    );
  });

  it('encodes what would not read back: an encoded-word look-alike, outer and double spaces, tabs', async () => {
    for (const text of ['=?UTF-8?Q?hi?=', ' a', 'a ', 'a  b', 'a\tb']) {
      expect(textField('Subject', text)).toContain('=?UTF-8?B?');
      expect((await read(textField('Subject', text))).subject).toBe(text);
    }
  });
});

describe('encodedWords', () => {
  it('MIME-1 parts only between graphemes, in words of at most 75 characters', () => {
    const families = '👨‍👩‍👧‍👦'.repeat(9);
    const words = encodedWords(families, 40);
    for (const word of words) {
      expect(word.length).toBeLessThanOrEqual(75);
      const text = Buffer.from(word.slice('=?UTF-8?B?'.length, -2), 'base64').toString('utf8');
      expect(text).toMatch(/^(?:👨‍👩‍👧‍👦)+$/);
    }
  });

  it('parts a grapheme too long for one word between code points', () => {
    const zalgo = `e${'\u0301'.repeat(200)}`;
    const texts = encodedWords(zalgo).map((word) => Buffer.from(word.slice(10, -2), 'base64').toString('utf8'));
    expect(texts.join('')).toBe(zalgo);
    expect(texts.some((text) => text.includes('\ufffd'))).toBe(false);
  });
});

describe('mailboxField', () => {
  it('reads back any display name and the address beside it', async () => {
    await fc.assert(
      fc.asyncProperty(anyText, async (name) => {
        const field = mailboxField('From', { name, email: 'a..b@docomo.ne.jp' });
        for (const line of field.split('\r\n')) expect(line.length).toBeLessThanOrEqual(76);
        const { from } = await read(field);
        expect(from?.name?.replace(/\s+/g, ' ').trim()).toBe(name.replace(/\s+/g, ' ').trim());
        expect(from?.address).toBe('"a..b"@docomo.ne.jp');
      }),
      { numRuns: 300 },
    );
  });

  it('writes atoms bare, specials quoted, the rest encoded, and no name at all as the address alone', () => {
    const field = (name?: string) =>
      mailboxField('To', name === undefined ? { email: 'a@b.jp' } : { name, email: 'a@b.jp' });
    expect([field('Hanako Yamada'), field('Yamada, "H." \\'), field(), field(' ')]).toEqual([
      'To: Hanako Yamada <a@b.jp>',
      'To: "Yamada, \\"H.\\" \\\\" <a@b.jp>',
      'To: <a@b.jp>',
      'To: <a@b.jp>',
    ]);
  });

  it('names the field and the reason when the address is none', () => {
    expect(() => mailboxField('Reply-To', { email: 'nobody' })).toThrow(
      /^Reply-To has no usable address: "nobody" has no "@"/,
    );
  });
});

describe('tokenField', () => {
  it('keeps the first token on the line of the name, so that no line is white space alone', () => {
    expect(tokenField('References', ['x'.repeat(100), 'y'])).toBe(`References: ${'x'.repeat(100)}\r\n y`);
  });

  it('throws HeaderInjectionError for a line break in a token', () => {
    expect(() => tokenField('X', ['a', 'b\nc'])).toThrow(HeaderInjectionError);
  });
});

describe('singleLineField', () => {
  it('R5322-1 refuses a line over 998 octets and characters outside ASCII', () => {
    expect(singleLineField('X', 'a'.repeat(995))).toHaveLength(998);
    expect(() => singleLineField('X', 'a'.repeat(996))).toThrow(LetterRefusedError);
    expect(() => singleLineField('X', 'é')).toThrow(LetterRefusedError);
  });
});
