import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { decodeText, type FileEncoding } from './text-decoding.ts';

async function* chunked(bytes: Buffer, size: number): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

async function decoded(bytes: Buffer, size = 65_536, encoding: FileEncoding | 'auto' = 'auto'): Promise<string> {
  let text = '';
  for await (const piece of decodeText(chunked(bytes, size), encoding)) text += piece;
  return text;
}

/** 日本語 in Shift_JIS. */
const nihongo = Buffer.from([0x93, 0xfa, 0x96, 0x7b, 0x8c, 0xea]);

describe('decodeText', () => {
  it('reads UTF-8 with and without a byte order mark, cut anywhere', async () => {
    const text = 'email,名前\na@example.com,花子🌸\n';
    for (const size of [1, 2, 3, 7, 1000]) {
      expect(await decoded(Buffer.from(text), size)).toBe(text);
      expect(await decoded(Buffer.from(`\ufeff${text}`), size)).toBe(text);
    }
  });

  it('reads Shift_JIS without being told, cut anywhere, with half-width kana', async () => {
    const bytes = Buffer.concat([Buffer.from('email,'), nihongo, Buffer.from([0x0a, 0xb1, 0xb2])]);
    for (const size of [1, 2, 3, 100]) expect(await decoded(bytes, size)).toBe('email,日本語\nｱｲ');
  });

  it('recognises Shift_JIS that begins long after the first 64 KiB', async () => {
    const ascii = Buffer.from('a@example.com,plain\n'.repeat(10_000));
    expect(await decoded(Buffer.concat([ascii, nihongo]))).toBe(`${ascii.toString()}日本語`);
  });

  it('reads UTF-16 where a byte order mark announces it', async () => {
    expect(await decoded(Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from('email\n花', 'utf16le')]), 3)).toBe(
      'email\n花',
    );
  });

  it('shows bytes that turn out wrong later as U+FFFD and reads on', async () => {
    const bytes = Buffer.concat([
      Buffer.from('花'.repeat(30_000)),
      Buffer.from([0x0a, 0x93, 0xfa, 0x0a]),
      Buffer.from('ok'),
    ]);
    expect(await decoded(bytes)).toMatch(/^花+\n\ufffd+\nok$/);
  });

  it('believes the caller who names the encoding', async () => {
    expect(await decoded(nihongo, 1, 'shift_jis')).toBe('日本語');
    expect(await decoded(nihongo, 1, 'utf-8')).toContain('\ufffd');
  });

  it('ends every line with \\n, however lines end and wherever the file is cut', async () => {
    for (const size of [1, 2, 3, 50])
      expect(await decoded(Buffer.from('a\r\nb\rc\n\r\n\r'), size)).toBe('a\nb\nc\n\n\n');
  });

  it('loses nothing of any text', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'grapheme' }), fc.integer({ min: 1, max: 20 }), async (text, size) => {
        fc.pre(!text.startsWith('\ufeff'));
        expect(await decoded(Buffer.from(text), size, 'utf-8')).toBe(text.replace(/\r\n?/g, '\n'));
      }),
    );
  });
});
