import type { FixedWords } from './fixed-words.ts';
import type { Paper, Sheet } from './paper.ts';
import { columns, standsAlone, unitAt } from './quoted-printable.ts';

const lf = 0x0a;
const cr = 0x0d;
const space = 0x20;
const dot = 0x2e;
const equals = 0x3d;
const replacement = 0xfffd;

/** Room kept before a body for its letter's header and signatures; what needs more is copied. */
const headOctets = 4 * 1024;
/** A sheet is as large as the last body was, and this much. */
const spareOctets = 2 * 1024;
/** Code units between two looks at the room left, and the most octets they can become, soft breaks included. */
const stride = 512;
const softBreakOctets = 3;
const strideOctets = stride * 10 + 64;

/** A body on its sheet: from where to where, with room for a header before it. The sheet is whoever's has the body. */
export type WrittenBody = { sheet: Sheet; from: number; to: number };

/**
 * Writes the body of one letter after the other, each on a sheet of its own: quoted-printable, lines of at most 76 octets ended by
 * CRLF alone, none of which begins with a dot, and no white space that DKIM's relaxed form would change. One letter at a time.
 */
export class WireWriter {
  readonly #paper: Paper;
  #expected = headOctets + 30 * 1024;
  #sheet: Sheet | undefined;
  #buffer: Buffer = Buffer.alloc(0);
  #length = 0;
  #column = 0;
  #afterCr = false;
  /** A high surrogate at the end of the last words: the next may begin with the other half. */
  #held = 0;

  constructor(paper: Paper) {
    this.#paper = paper;
  }

  /** Begins a new body; one that was begun and not ended is thrown away. */
  begin(): void {
    this.#sheet?.giveBack();
    this.#sheet = this.#paper.take(this.#expected);
    this.#buffer = this.#sheet.octets;
    this.#length = headOctets;
    this.#beginPart();
  }

  /** Octets of ASCII as they are, such as MIME headers and boundaries; they end a part and must end with CRLF. */
  raw(ascii: string): void {
    this.#release();
    this.#room(ascii.length);
    this.#length += this.#buffer.write(ascii, this.#length, 'latin1');
    this.#beginPart();
  }

  /** Words encoded beforehand. */
  fixed(words: FixedWords): void {
    const { octets, breaks, column } = words;
    if (octets.length === 0) return;
    this.#release();
    this.#room(octets.length + 3);
    if (this.#column > 0 && this.#column + words.firstOctets > columns) this.#breakLine();
    const from = this.#afterCr && words.beginsWithLf ? 2 : 0;
    this.#buffer.set(from === 0 ? octets : octets.subarray(from), this.#length);
    this.#length += octets.length - from;
    this.#column = breaks ? column : this.#column + column;
    this.#afterCr = words.endsWithCr;
  }

  /** Words of one person: any text at all; line breaks of every kind become CRLF, lone surrogates U+FFFD. */
  words(text: string): void {
    if (text === '' || this.#plainWords(text)) return;
    let index = this.#held === 0 ? 0 : this.#join(unitAt(text, 0));
    if (this.#afterCr && index === 0 && unitAt(text, 0) === lf) index = 1;
    this.#afterCr = false;
    while (index < text.length) {
      this.#room(strideOctets);
      index = this.#encode(text, index, Math.min(text.length, index + stride));
    }
    this.#afterCr = this.#held === 0 && unitAt(text, text.length - 1) === cr;
  }

  /**
   * Most values are a few ASCII words, which fit on a line and go there in one piece; false for all others. So short a text is
   * written sooner here than by the runtime, which has to be called for it.
   */
  #plainWords(text: string): boolean {
    const { length } = text;
    if (this.#held !== 0 || length > columns || unitAt(text, 0) === dot) return false;
    this.#room(length + 3);
    const buffer = this.#buffer;
    const breaks = this.#column + length > columns;
    const from = breaks ? this.#length + softBreakOctets : this.#length;
    let before = space;
    for (let index = 0; index < length; index++) {
      const code = unitAt(text, index);
      // No "=", and no space but single ones inside: such words stand as they are wherever they begin and whatever follows.
      if (!standsAlone(code) && (code !== space || before === space)) return false;
      buffer[from + index] = code;
      before = code;
    }
    if (before === space) return false;
    if (breaks) this.#breakLine();
    this.#length += length;
    this.#column += length;
    this.#afterCr = false;
    return true;
  }

  /** Ends the body and gives it away, with room for some octets behind it. */
  end(room = 0): WrittenBody {
    this.#release();
    this.#room(room);
    const sheet = this.#sheet;
    if (sheet === undefined) throw new Error('No body was begun.');
    this.#sheet = undefined;
    this.#expected = this.#length + spareOctets;
    return { sheet, from: headOctets, to: this.#length };
  }

  /** Encodes from one index up to another, or one more where a pair of code units spans it; answers where it stopped. */
  #encode(text: string, from: number, until: number): number {
    const buffer = this.#buffer;
    let length = this.#length;
    let column = this.#column;
    let index = from;
    while (index < until) {
      const code = unitAt(text, index);
      const plain = code === space ? standsBetween(text, index) : standsAlone(code) && (code !== dot || column > 0);
      if (plain && column < columns) {
        buffer[length++] = code;
        column++;
        index++;
      } else if (code === cr || code === lf) {
        buffer[length++] = cr;
        buffer[length++] = lf;
        column = 0;
        index += code === cr && unitAt(text, index + 1) === lf ? 2 : 1;
      } else {
        this.#length = length;
        this.#column = column;
        index = this.#encodeOne(text, index);
        length = this.#length;
        column = this.#column;
      }
    }
    this.#length = length;
    this.#column = column;
    return index;
  }

  /** One code point that cannot stand as it is, or not on this line; answers the index after it. */
  #encodeOne(text: string, index: number): number {
    const code = unitAt(text, index);
    if (isHigh(code)) {
      if (index + 1 === text.length) {
        this.#held = code;
        return index + 1;
      }
      const low = unitAt(text, index + 1);
      this.#codePoint(isLow(low) ? pair(code, low) : replacement);
      return isLow(low) ? index + 2 : index + 1;
    }
    if (code < 0x80) {
      const plain = code === space ? standsBetween(text, index) : standsAlone(code) && code !== dot;
      if (this.#column + (plain ? 1 : 3) > columns) this.#breakLine();
      if (plain) {
        this.#buffer[this.#length++] = code;
        this.#column++;
      } else {
        this.#octet(code);
      }
    } else {
      this.#codePoint(isLow(code) ? replacement : code);
    }
    return index + 1;
  }

  /** A code point outside ASCII, whole on one line. */
  #codePoint(code: number): void {
    const size = code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
    if (this.#column + size * 3 > columns) this.#breakLine();
    if (size === 2) {
      this.#octet(0xc0 | (code >> 6));
    } else if (size === 3) {
      this.#octet(0xe0 | (code >> 12));
      this.#octet(0x80 | ((code >> 6) & 0x3f));
    } else {
      this.#octet(0xf0 | (code >> 18));
      this.#octet(0x80 | ((code >> 12) & 0x3f));
      this.#octet(0x80 | ((code >> 6) & 0x3f));
    }
    this.#octet(0x80 | (code & 0x3f));
  }

  #octet(octet: number): void {
    const buffer = this.#buffer;
    buffer[this.#length++] = equals;
    buffer[this.#length++] = hexDigit(octet >> 4);
    buffer[this.#length++] = hexDigit(octet & 15);
    this.#column += 3;
  }

  #breakLine(): void {
    const buffer = this.#buffer;
    buffer[this.#length++] = equals;
    buffer[this.#length++] = cr;
    buffer[this.#length++] = lf;
    this.#column = 0;
  }

  /** Writes what a held surrogate is together with the next code unit; answers how many units of those it took. */
  #join(next: number): number {
    this.#room(strideOctets);
    const code = isLow(next) ? pair(this.#held, next) : replacement;
    this.#held = 0;
    this.#codePoint(code);
    return isLow(next) ? 1 : 0;
  }

  #release(): void {
    if (this.#held !== 0) this.#join(0);
  }

  #beginPart(): void {
    this.#column = 0;
    this.#afterCr = false;
    this.#held = 0;
  }

  #room(octets: number): void {
    if (this.#length + octets <= this.#buffer.length) return;
    const larger = this.#paper.take(Math.max(this.#buffer.length * 2, this.#length + octets));
    this.#buffer.copy(larger.octets, headOctets, headOctets, this.#length);
    this.#sheet?.giveBack();
    this.#sheet = larger;
    this.#buffer = larger.octets;
  }
}

/** Whether a space is the first of its run and ends neither a line nor the words. */
function standsBetween(text: string, index: number): boolean {
  if (index + 1 === text.length || (index > 0 && unitAt(text, index - 1) === space)) return false;
  const next = unitAt(text, index + 1);
  return next !== cr && next !== lf;
}

function hexDigit(value: number): number {
  return value < 10 ? 0x30 + value : 0x37 + value;
}

function isHigh(code: number): boolean {
  return code >= 0xd800 && code <= 0xdbff;
}

function isLow(code: number): boolean {
  return code >= 0xdc00 && code <= 0xdfff;
}

function pair(high: number, low: number): number {
  return 0x10000 + ((high - 0xd800) << 10) + (low - 0xdc00);
}
