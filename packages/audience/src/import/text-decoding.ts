import { isAscii } from 'node:buffer';

/** The encodings a file may be written in; UTF-16 is read too where a byte order mark announces it. */
export type FileEncoding = 'utf-8' | 'shift_jis';

/** What stands in the text where bytes had no meaning in the file's encoding. */
export const unreadable = '\uFFFD';

const sampleBytes = 65_536;
const pieceBytes = 16_384;

/**
 * Decodes a file as it arrives, in pieces of at most 16 KiB, with `\n` at the end of each line. `auto` decides at the first bytes
 * beyond ASCII: a byte order mark says it; else what is valid UTF-8 is UTF-8, what is valid Shift_JIS is Shift_JIS, and the rest
 * is UTF-8 with errors. Bytes that turn out wrong later become U+FFFD.
 */
export async function* decodeText(
  source: AsyncIterable<Uint8Array>,
  encoding: FileEncoding | 'auto',
): AsyncGenerator<string> {
  let heldBack = '';
  for await (const text of decode(pieces(source), encoding)) {
    const whole = heldBack + text;
    heldBack = whole.endsWith('\r') ? '\r' : '';
    const lines = whole.slice(0, whole.length - heldBack.length).replace(/\r\n?/g, '\n');
    if (lines !== '') yield lines;
  }
  if (heldBack !== '') yield '\n';
}

async function* pieces(source: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  for await (const chunk of source) {
    for (let at = 0; at < chunk.length; at += pieceBytes) yield chunk.subarray(at, at + pieceBytes);
  }
}

async function* decode(source: AsyncIterable<Uint8Array>, encoding: FileEncoding | 'auto'): AsyncGenerator<string> {
  let decoder = encoding === 'auto' ? undefined : new TextDecoder(encoding);
  let sample: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of source) {
    if (decoder !== undefined) {
      yield decoder.decode(chunk, { stream: true });
    } else if (size === 0 && isAscii(chunk)) {
      // ASCII reads the same in both encodings: the decision can wait.
      yield Buffer.from(chunk.buffer, chunk.byteOffset, chunk.length).toString('latin1');
    } else {
      sample.push(chunk);
      size += chunk.length;
      if (size < sampleBytes) continue;
      decoder = new TextDecoder(guess(Buffer.concat(sample)));
      yield decoder.decode(Buffer.concat(sample), { stream: true });
      sample = [];
    }
  }
  if (decoder === undefined) {
    const rest = Buffer.concat(sample);
    yield new TextDecoder(guess(rest)).decode(rest);
  } else {
    yield decoder.decode();
  }
}

/** What the bytes of a file were found to be. */
export type FoundEncoding = 'us-ascii' | 'utf-8' | 'shift_jis' | 'utf-16le' | 'utf-16be';

/** What `auto` would decide of the beginning of a file; ASCII reads alike in all but UTF-16. */
export function foundEncoding(sample: Uint8Array): FoundEncoding {
  return isAscii(sample) ? 'us-ascii' : guess(Buffer.from(sample.buffer, sample.byteOffset, sample.length));
}

function guess(sample: Buffer): Exclude<FoundEncoding, 'us-ascii'> {
  if (sample[0] === 0xff && sample[1] === 0xfe) return 'utf-16le';
  if (sample[0] === 0xfe && sample[1] === 0xff) return 'utf-16be';
  if (isValid(sample, 'utf-8')) return 'utf-8';
  return isValid(sample, 'shift_jis') ? 'shift_jis' : 'utf-8';
}

/** The sample may end inside a character, which `stream` forgives. */
function isValid(sample: Buffer, encoding: FileEncoding): boolean {
  try {
    new TextDecoder(encoding, { fatal: true }).decode(sample, { stream: true });
    return true;
  } catch {
    return false;
  }
}
