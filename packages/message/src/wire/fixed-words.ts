import { codePointAtom, columns, dot, softBreak } from './quoted-printable.ts';

/**
 * Words that every letter of a sending shares, quoted-printable encoded once. They are broken into lines as if they began
 * a line; `firstOctets` says how much room their first line needs after whatever stands before them.
 */
export type FixedWords = {
  octets: Buffer;
  firstOctets: number;
  /** The column after them, if they hold a line break; without one, how far they move it. */
  column: number;
  breaks: boolean;
  /** Whether they begin with LF, which is no second line break after a value that ends with CR; and end with CR themselves. */
  beginsWithLf: boolean;
  endsWithCr: boolean;
};

/** Encodes words for a `WireWriter`. They must be well-formed; white space that DKIM would change is encoded. */
export function fixedWords(text: string): FixedWords {
  let written = '';
  let lineStart = 0;
  let firstOctets = -1;
  const endLine = (mark: string) => {
    written += mark;
    if (firstOctets < 0) firstOctets = written.length - 2;
    lineStart = written.length;
  };
  for (let index = 0; index < text.length; ) {
    const code = text.codePointAt(index) ?? 0;
    if (code === cr || code === lf) {
      endLine('\r\n');
      index += code === cr && text.charCodeAt(index + 1) === lf ? 2 : 1;
      continue;
    }
    const atom = code === space ? spaceAtom(text, index) : codePointAtom(code);
    if (written.length - lineStart + atom.length > columns) endLine(softBreak);
    written += atom === '.' && written.length === lineStart ? dot : atom;
    index += code > 0xffff ? 2 : 1;
  }
  return {
    octets: Buffer.from(written, 'latin1'),
    firstOctets: firstOctets < 0 ? written.length : firstOctets,
    column: written.length - lineStart,
    breaks: firstOctets >= 0,
    beginsWithLf: text.charCodeAt(0) === lf,
    endsWithCr: text.charCodeAt(text.length - 1) === cr,
  };
}

const lf = 0x0a;
const cr = 0x0d;
const space = 0x20;

/** The first space of a run stands as it is, unless it ends a line or the words: what follows them is not known. */
function spaceAtom(text: string, index: number): string {
  const next = text.charCodeAt(index + 1);
  const last = index + 1 === text.length || next === cr || next === lf;
  return last || text.charCodeAt(index - 1) === space ? '=20' : ' ';
}
