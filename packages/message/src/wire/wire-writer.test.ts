import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { relaxedBody } from '../dkim/canonical.ts';
import { wireProblem } from '../wire-limits.ts';
import { fixedWords } from './fixed-words.ts';
import { Paper } from './paper.ts';
import { WireWriter } from './wire-writer.ts';

type Piece = { fixed: boolean; text: string };

const write = (writer: WireWriter, pieces: readonly Piece[]): Buffer => {
  writer.begin();
  for (const { fixed, text } of pieces) {
    if (fixed) writer.fixed(fixedWords(text));
    else writer.words(text);
  }
  writer.raw('\r\n');
  const { sheet, from, to } = writer.end();
  return Buffer.from(sheet.octets.subarray(from, to));
};
const words = (...texts: string[]) =>
  write(
    new WireWriter(new Paper()),
    texts.map((text) => ({ fixed: false, text })),
  ).toString();
const fixed = (...texts: string[]) =>
  write(
    new WireWriter(new Paper()),
    texts.map((text) => ({ fixed: true, text })),
  ).toString();

/** RFC 2045 §6.7 read strictly, by other means than the writer's: anything it does not allow is an error. */
const decode = (octets: string): string => {
  const bytes: number[] = [];
  for (const token of octets.matchAll(/=\r\n|=([0-9A-F]{2})|\r\n|[ -<>-~]|([\s\S])/g)) {
    if (token[2] !== undefined) throw new Error(`Not quoted-printable: ${JSON.stringify(token[2])}`);
    if (token[1] !== undefined) bytes.push(Number.parseInt(token[1], 16));
    else if (token[0] !== '=\r\n') bytes.push(...Buffer.from(token[0]));
  }
  return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(Uint8Array.from(bytes));
};
const meant = (text: string) => text.toWellFormed().replace(/\r\n|\r|\n/g, '\r\n');

const nasty = fc.constantFrom(
  '.',
  '..',
  '.\n.',
  '\n',
  '\r',
  '\r\n',
  '\n\n\n',
  ' ',
  '  ',
  '\t',
  ' \t ',
  ' \n',
  '=',
  '=\n',
  '=3D',
  '--',
  '=_',
  'From ',
  '日本語',
  '👨‍👩‍👧‍👦',
  'e\u0301',
  '\ud83d',
  '\ude00',
  '\u202e\u05d0',
  '\u00a0',
  '\u2028',
  '\ufeff',
  '\u0085',
  'x'.repeat(73),
  'x'.repeat(74),
  'x'.repeat(75),
  'x'.repeat(76),
  'x'.repeat(10_000),
  'あ'.repeat(700),
  '',
  ...Array.from({ length: 33 }, (_, code) => String.fromCharCode(code === 32 ? 127 : code)),
);
const text = fc
  .array(fc.oneof(nasty, fc.string({ unit: 'binary', maxLength: 90 })), { maxLength: 6 })
  .map((all) => all.join(''));
const piece: fc.Arbitrary<Piece> = fc
  .record({ fixed: fc.boolean(), text })
  .map(({ fixed, text }) => ({ fixed, text: fixed ? text.toWellFormed() : text }));

describe('WireWriter', () => {
  it('writes any words, fixed or not, in any order, so that they read back as one text', () => {
    const writer = new WireWriter(new Paper());
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        const octets = write(writer, pieces).toString('latin1');
        expect(decode(octets)).toBe(`${meant(pieces.map(({ text }) => text).join(''))}\r\n`);
      }),
      { numRuns: 250 },
    );
  });

  it('R5322-5 MIME-3 keeps lines within 76 octets, ends them with CRLF alone and begins none with a dot', () => {
    const writer = new WireWriter(new Paper());
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        const octets = write(writer, pieces);
        expect(wireProblem(octets)).toBeUndefined();
        const lines = octets.toString('latin1').split('\r\n');
        expect(lines.filter((line) => line.length > 76 || line.startsWith('.'))).toEqual([]);
      }),
      { numRuns: 250 },
    );
  });

  it('writes no white space that the relaxed form of DKIM would change', () => {
    const writer = new WireWriter(new Paper());
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        const octets = Buffer.concat([write(writer, pieces), Buffer.from('--end--\r\n')]);
        expect(relaxedBody(octets).equals(octets)).toBe(true);
      }),
      { numRuns: 250 },
    );
  });

  it('encodes the spaces that could be lost, and lets the others stand', () => {
    expect(words('a b  c \nd ')).toBe('a b =20c=20\r\nd=20\r\n');
    expect(fixed('a b  c \nd ')).toBe('a b =20c=20\r\nd=20\r\n');
    expect(words('a\tb')).toBe('a=09b\r\n');
  });

  it('encodes a dot only where a line begins', () => {
    expect(words('.a.b\n..')).toBe('=2Ea.b\r\n=2E.\r\n');
    expect(fixed('a\n.')).toBe('a\r\n=2E\r\n');
    expect(words('x'.repeat(75), '.')).toBe(`${'x'.repeat(75)}=\r\n=2E\r\n`);
  });

  it('takes CR and LF from two pieces for one line break', () => {
    expect(words('a\r', '\nb')).toBe('a\r\nb\r\n');
    expect(fixed('a\r', '\nb')).toBe('a\r\nb\r\n');
    expect(words('a\r', '', '\n', '\n')).toBe('a\r\n\r\n\r\n');
  });

  it('joins the halves of a character, and writes U+FFFD for a half alone', () => {
    expect(words('\ud83d', '', '\ude00')).toBe('=F0=9F=98=80\r\n');
    expect(words('\ud83d', 'a', '\ude00', '\ud83d')).toBe('=EF=BF=BDa=EF=BF=BD=EF=BF=BD\r\n');
  });

  it('keeps a character outside ASCII whole on its line', () => {
    for (const line of words('a'.repeat(70), '日本👍').split('\r\n').slice(0, -1)) {
      expect(() => decode(`${line}\r\n`.replace('=\r\n', ''))).not.toThrow();
    }
  });

  it('begins fixed words on the line of what stands before them when they fit, and after a soft break when not', () => {
    expect(fixed('a'.repeat(40), 'b'.repeat(35))).toBe(`${'a'.repeat(40)}${'b'.repeat(35)}\r\n`);
    expect(fixed('a'.repeat(41), 'b'.repeat(35))).toBe(`${'a'.repeat(41)}=\r\n${'b'.repeat(35)}\r\n`);
  });

  it('begins anew, whatever was left over', () => {
    const writer = new WireWriter(new Paper());
    write(writer, [{ fixed: false, text: `${'x'.repeat(300_000)}\ud83d` }]);
    expect(write(writer, [{ fixed: false, text: '\nb' }]).toString()).toBe('\r\nb\r\n');
  });

  it('takes a sheet for each body, and gives back that of one which was not ended', () => {
    const writer = new WireWriter(new Paper());
    const body = () => {
      writer.begin();
      writer.words('x'.repeat(40_000));
      return writer.end().sheet;
    };
    body();
    const [one, other] = [body(), body()];
    expect(other.octets).not.toBe(one.octets);
    one.giveBack();
    writer.begin();
    expect(body().octets).toBe(one.octets);
  });
});
