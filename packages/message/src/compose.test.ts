import { readFile } from 'node:fs/promises';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import PostalMime from 'postal-mime';
import { compose } from './compose.ts';
import { HeaderInjectionError, LetterRefusedError } from './errors.ts';
import { sampleLetter } from './fixtures/sample-letter.ts';
import type { Letter } from './letter.ts';
import { takeApart } from './raw-message.ts';
import { wireProblem } from './wire-limits.ts';

const parse = async (letter: Letter) => PostalMime.parse(await compose(letter));
const fieldsOf = (bytes: Buffer, name: string) =>
  takeApart(bytes).fields.filter((field) => field.toLowerCase().startsWith(`${name.toLowerCase()}:`));
const refusal = async (changes: Partial<Letter>): Promise<unknown> =>
  compose(sampleLetter(changes)).then(
    () => undefined,
    (error: unknown) => error,
  );
const wireText = (text: string) => text.replace(/\r\n|\r|\n/g, '\n').toWellFormed();
/** A part's text but for line ends at its end, of which the parser counts one more where the part is not base64. */
const partText = (part: string | undefined) => wireText(part ?? '').replace(/\n+$/, '');

describe('compose', () => {
  it('writes the bytes of the golden letter', async () => {
    const golden = await readFile(new URL('fixtures/marketing.eml', import.meta.url));
    expect((await compose(sampleLetter())).toString('latin1')).toBe(golden.toString('latin1'));
  });

  it('writes a letter that an independent parser reads back as it was meant', async () => {
    const letter = sampleLetter();
    const read = await parse(letter);
    expect(read.subject).toBe(letter.subject);
    expect(read.from).toMatchObject({ name: '飛脚通信', address: 'news@example.jp' });
    expect(read.to).toMatchObject([{ name: '山田 花子', address: 'hanako@example.com' }]);
    expect(read.replyTo).toMatchObject([{ address: 'desk@example.jp' }]);
    expect(read.messageId).toBe(letter.messageId);
    expect(read.date).toBe('2026-11-23T13:00:00.000Z');
    expect(partText(read.html)).toBe(partText(letter.html));
    expect(partText(read.text)).toBe(partText(letter.text));
  });

  it('gives the same bytes for the same letter, so that a retry sends what the first attempt sent', async () => {
    expect((await compose(sampleLetter())).equals(await compose(sampleLetter()))).toBe(true);
  });

  it('R8058-1 R2369-1 writes one List-Unsubscribe, https first, and one List-Unsubscribe-Post, each on one line', async () => {
    const bytes = await compose(sampleLetter());
    expect(fieldsOf(bytes, 'List-Unsubscribe')).toEqual([
      'List-Unsubscribe: <https://u.example.jp/u/tokentokentoken>, <mailto:u+tokentokentoken@u.example.jp>',
    ]);
    expect(fieldsOf(bytes, 'List-Unsubscribe-Post')).toEqual(['List-Unsubscribe-Post: List-Unsubscribe=One-Click']);
  });

  it('R5322-2 keeps a List-Unsubscribe of 500 characters on one line', async () => {
    const url = `https://u.example.jp/u/${'a'.repeat(477)}`;
    const bytes = await compose(sampleLetter({ unsubscribe: { url } }));
    expect(fieldsOf(bytes, 'List-Unsubscribe')).toEqual([`List-Unsubscribe: <${url}>`]);
    expect(await refusal({ unsubscribe: { url: `${url}a` } })).toBeInstanceOf(LetterRefusedError);
  });

  it('R2919-1 writes one List-Id under the From domain and encodes only its phrase', async () => {
    const [field = ''] = fieldsOf(await compose(sampleLetter()), 'List-Id');
    expect(field).toMatch(/^List-Id: =\?UTF-8\?B\?[A-Za-z0-9+/=]+\?= <lst_0000000000001\.example\.jp>$/);
  });

  it('R8058-1 refuses a marketing letter without a one-click address, and one whose address is not https', async () => {
    const { unsubscribe: _, ...without } = sampleLetter();
    await expect(compose(without)).rejects.toThrow('List-Unsubscribe is missing from a marketing letter');
    await expect(compose({ ...without, class: 'transactional' })).resolves.toBeInstanceOf(Buffer);
    expect(await refusal({ unsubscribe: { url: 'http://u.example.jp/u/t' } })).toBeInstanceOf(LetterRefusedError);
    expect(await refusal({ unsubscribe: { url: 'http://localhost:3001/u/t' } })).toBeUndefined();
    expect(await refusal({ unsubscribe: { url: 'https://u.example.jp/u/a b' } })).toBeInstanceOf(LetterRefusedError);
    expect(await refusal({ unsubscribe: { url: 'https://u.example.jp/>,<x' } })).toBeInstanceOf(LetterRefusedError);
  });

  it('R5322-3 writes each field that must be single exactly once', async () => {
    const bytes = await compose(sampleLetter());
    const single = [
      'From',
      'To',
      'Subject',
      'Date',
      'Message-ID',
      'MIME-Version',
      'Content-Type',
      'List-Id',
      'Feedback-ID',
    ];
    for (const name of single) expect([name, fieldsOf(bytes, name).length]).toEqual([name, 1]);
  });

  it('MIME-2 puts text before HTML, and refuses marketing without text', async () => {
    const body = (await compose(sampleLetter())).toString('latin1');
    expect(body.indexOf('text/plain; charset=utf-8')).toBeLessThan(body.indexOf('text/html; charset=utf-8'));
    expect(body).toContain('Content-Type: multipart/alternative;');
    expect(await refusal({ text: ' \n' })).toBeInstanceOf(LetterRefusedError);
  });

  it('writes a letter of text alone, or of HTML alone, as a single part', async () => {
    const text = await parse(sampleLetter({ class: 'transactional', html: '' }));
    expect([text.html, partText(text.text)]).toEqual([undefined, partText(sampleLetter().text)]);
    const html = await parse(sampleLetter({ class: 'transactional', text: '' }));
    expect(partText(html.html)).toBe(partText(sampleLetter().html));
    expect(await refusal({ class: 'transactional', text: '', html: '' })).toBeInstanceOf(LetterRefusedError);
  });

  it('JPC-1 writes an old carrier address quoted, and never twice', async () => {
    for (const email of ['a..b@docomo.ne.jp', '"a..b"@docomo.ne.jp']) {
      const bytes = await compose(sampleLetter({ to: { email } }));
      expect(fieldsOf(bytes, 'To')).toEqual(['To: <"a..b"@docomo.ne.jp>']);
    }
  });

  it('EAI-2 writes domains as A-labels', async () => {
    const bytes = await compose(sampleLetter({ from: { email: 'news@日本.jp' }, to: { email: 'taro@例え.テスト' } }));
    expect(fieldsOf(bytes, 'From')).toEqual(['From: <news@xn--wgv71a.jp>']);
    expect(fieldsOf(bytes, 'To')).toEqual(['To: <taro@xn--r8jz45g.xn--zckzah>']);
    expect(fieldsOf(bytes, 'List-Id')[0]).toContain('<lst_0000000000001.xn--wgv71a.jp>');
  });

  it('MIME-7 refuses a blank subject and one over 500 bytes', async () => {
    expect(await refusal({ subject: '　 ' })).toBeInstanceOf(LetterRefusedError);
    expect(await refusal({ subject: 'あ'.repeat(167) })).toBeInstanceOf(LetterRefusedError);
    expect(await refusal({ subject: 'あ'.repeat(166) })).toBeUndefined();
  });

  it('R5322-1 keeps every line within 998 octets whatever the length of words', async () => {
    const long = 'x'.repeat(10_000);
    const letter = sampleLetter({ from: { name: long, email: 'n@example.jp' }, html: `<p>${long}</p>`, text: long });
    const bytes = await compose({ ...letter, listId: { name: long, id: 'l' }, extraFields: [['X-Long', long]] });
    expect(wireProblem(bytes)).toBeUndefined();
    const read = await PostalMime.parse(bytes);
    expect([read.from?.name === long, read.text?.trim() === long]).toEqual([true, true]);
  });

  it('replaces lone surrogates by U+FFFD in header and body', async () => {
    const read = await parse(
      sampleLetter({ subject: 'a\ud800b', text: 'c\udc00d\n', from: { name: '\ud83d', email: 'n@example.jp' } }),
    );
    expect([read.subject, read.text?.trim(), read.from?.name]).toEqual(['a\ufffdb', 'c\ufffdd', '\ufffd']);
  });

  it('R2369-2 refuses extra fields that the letter makes itself, repeated ones and impossible names', async () => {
    const names = [
      'List-Unsubscribe',
      'list-help',
      'DKIM-Signature',
      'From',
      'bcc',
      'Content-Type',
      'Received',
      'X Y',
      'X:',
      '',
    ];
    for (const name of names) {
      expect([name, await refusal({ extraFields: [[name, 'v']] })]).toEqual([name, expect.any(LetterRefusedError)]);
    }
    const twice = [
      ['X-A', '1'],
      ['x-a', '2'],
    ] as const;
    expect(await refusal({ extraFields: twice })).toBeInstanceOf(LetterRefusedError);
  });

  it('leaves a long References field whole, as it may not be encoded', async () => {
    const id = `<${'r'.repeat(200)}@example.jp>`;
    const bytes = await compose(sampleLetter({ extraFields: [['References', `${id} ${id}`]] }));
    expect(fieldsOf(bytes, 'References')).toEqual([`References: ${id}\r\n ${id}`]);
  });
});

describe('compose, with hostile values', () => {
  const withValue = (value: string): [string, Partial<Letter>][] => [
    ['Subject', { subject: `Hello${value}Bcc: x@evil.example` }],
    ['From', { from: { name: `A${value}B`, email: 'n@example.jp' } }],
    ['From', { from: { email: `n${value}@example.jp` } }],
    ['To', { to: { name: `A${value}B`, email: 't@example.jp' } }],
    ['To', { to: { email: `t@example.jp${value}` } }],
    ['Reply-To', { replyTo: { name: `A${value}`, email: 't@example.jp' } }],
    ['Message-ID', { messageId: `<a${value}b@example.jp>` }],
    ['List-Id', { listId: { name: `A${value}`, id: 'l' } }],
    ['List-Unsubscribe', { unsubscribe: { url: `https://u.example.jp/${value}` } }],
    ['List-Unsubscribe', { unsubscribe: { url: 'https://u.example.jp/', mailto: `mailto:a@b.jp${value}` } }],
    ['Feedback-ID', { feedbackId: `a:b:c:sender${value}` }],
    ['X-Extra', { extraFields: [['X-Extra', `a${value}b`]] }],
  ];

  it('R5322-4 throws HeaderInjectionError that names the field, for CR, LF and NUL in every value', async () => {
    for (const value of ['\r', '\n', '\r\n', '\0']) {
      for (const [field, changes] of withValue(value)) {
        const error = await refusal(changes);
        expect([field, error]).toEqual([field, expect.any(HeaderInjectionError)]);
        expect(error).toMatchObject({ field });
      }
    }
    const label = await refusal({ listId: { name: 'A', id: 'l\r\nX: y' } });
    expect(label).toBeInstanceOf(LetterRefusedError);
  });

  it('refuses every other control character in the subject but the tab', async () => {
    const codes = [...Array(0x20).keys(), ...Array.from({ length: 0x21 }, (_, index) => 0x7f + index), 0x2028, 0x2029];
    for (const code of codes.filter((control) => control !== 9)) {
      const error = await refusal({ subject: `a${String.fromCharCode(code)}b` });
      expect([code, error]).toEqual([code, expect.any(HeaderInjectionError)]);
    }
    expect((await parse(sampleLetter({ subject: 'a\tb' }))).subject).toBe('a\tb');
  });

  it('R5322-5 MIME-3 writes 7-bit bytes with CRLF alone for any body, and the parser reads the same text', async () => {
    const piece = fc.constantFrom(
      '\n',
      '\r',
      '\r\n',
      '.',
      '..\r\n',
      '=',
      '=_',
      '--',
      ' ',
      '\t',
      '日本語',
      '👨‍👩‍👧‍👦',
      'e\u0301',
      '\u0001',
      '\u007f',
      '\u00a0',
      'x'.repeat(1200),
    );
    const body = fc
      .array(fc.oneof(piece, fc.string({ unit: 'binary' })), { maxLength: 12 })
      .map((parts) => parts.join(''));
    await fc.assert(
      fc.asyncProperty(body, async (text) => {
        const bytes = await compose(sampleLetter({ text: `${text}|\n`, html: `<p>${text}</p>\n` }));
        expect(wireProblem(bytes)).toBeUndefined();
        const read = await PostalMime.parse(bytes);
        expect(partText(read.text)).toBe(partText(`${text}|\n`));
        expect(partText(read.html)).toBe(partText(`<p>${text}</p>\n`));
      }),
      { numRuns: 150 },
    );
  });
});
