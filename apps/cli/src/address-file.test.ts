import { describe, expect, it } from '@jest/globals';
import { type AddressLine, readAddresses } from './address-file.ts';

/** Reads a file that arrives in pieces of some bytes. */
async function read(content: string | Uint8Array, pieceBytes = 7): Promise<AddressLine[]> {
  const bytes = Buffer.from(content);
  const pieces = async function* () {
    for (let at = 0; at < bytes.length; at += pieceBytes) yield bytes.subarray(at, at + pieceBytes);
  };
  return all(readAddresses(pieces()));
}

async function all(lines: AsyncIterable<AddressLine>): Promise<AddressLine[]> {
  const read: AddressLine[] = [];
  for await (const line of lines) read.push(line);
  return read;
}

/** The addresses with their lines; of other lines the kind. */
async function told(content: string | Uint8Array, pieceBytes?: number): Promise<string[]> {
  const lines = await read(content, pieceBytes);
  return lines.map((line) => {
    if (line.kind === 'address') return `${line.line} ${line.canonical}`;
    return line.kind === 'rejected' ? `${line.line} rejected` : 'unusable';
  });
}

describe('readAddresses', () => {
  it('reads one column, with or without a name above it', async () => {
    const two = ['2 a@example.jp', '3 b@example.jp'];
    expect(await told('Email\na@example.jp\nB@Example.jp')).toEqual(two);
    expect(await told('メールアドレス\r\na@example.jp\r\nb@example.jp\r\n')).toEqual(two);
    expect(await told('a@example.jp\rb@example.jp\r')).toEqual(['1 a@example.jp', '2 b@example.jp']);
  });

  it.each([1, 2, 3, 1_000])('finds the same lines in pieces of %i bytes', async (pieceBytes) => {
    const file = '\ufeffemail\r\n\r\na@日本.jp\r\n"b@example.jp"\r\n';
    expect(await told(file, pieceBytes)).toEqual(['3 a@xn--wgv71a.jp', '4 b@example.jp']);
  });

  it('reads the column called "email" of several, quoted or not', async () => {
    const file = 'name;E-Mail;why\n"Yamada; ""T""";a@example.jp;x\nSato;"b@example.jp"\nonly one\n';
    expect(await told(file)).toEqual(['2 a@example.jp', '3 b@example.jp', '4 rejected']);
  });

  it('reads UTF-16 behind a byte order mark', async () => {
    const file = Buffer.from('\ufeffemail\r\na@example.jp\r\n', 'utf16le');
    expect(await told(file, 1)).toEqual(['2 a@example.jp']);
    expect(await told(Buffer.from(file).swap16(), 3)).toEqual(['2 a@example.jp']);
  });

  it('keeps old addresses whose dots need quotes', async () => {
    expect(await told('"taro..x"@docomo.ne.jp\n')).toEqual(['1 taro..x@docomo.ne.jp']);
  });

  it.each([
    ['NUL', 'a@example.jp\nb\0@example.jp\nc@example.jp\n'],
    ['an unclosed quote', 'a@example.jp\n"b@example.jp and more\nc@example.jp\n'],
    ['two addresses', 'a@example.jp\nb@example.jp b2@example.jp\nc@example.jp\n'],
    ['a header in it', 'a@example.jp\nb@example.jp%0d%0aBcc: x@example.jp\nc@example.jp\n'],
    ['1 MB', `a@example.jp\n${'x'.repeat(1_000_000)}@example.jp\nc@example.jp\n`],
    ['bytes that are no text', Buffer.from('a@example.jp\n\x8e\xe8@example.jp\nc@example.jp\n', 'latin1')],
  ])('rejects the line with %s, and reads on', async (_what, file) => {
    expect(await told(file, 4_096)).toEqual(['1 a@example.jp', '2 rejected', '3 c@example.jp']);
  });

  it.each([
    ['nothing', ''],
    ['blank lines', '\n\r\n \n'],
    ['columns without a name', 'Yamada,a@example.jp\n'],
  ])('says that it cannot be used: %s', async (_what, file) => {
    const lines = await read(file);
    expect(lines).toEqual([{ kind: 'unusable', reason: expect.stringMatching(/\.$/) }]);
  });

  it('says that a file broke off, after what was read', async () => {
    const broken = async function* () {
      yield Buffer.from('a@example.jp\nb@exa');
      throw new Error('read error');
    };
    const lines = await all(readAddresses(broken()));
    expect(lines.map((line) => line.kind)).toEqual(['address', 'unusable']);
  });
});
