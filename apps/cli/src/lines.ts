/** One line of a text file; without its text when that is too long to be one. */
export type Line = { number: number; text: string | undefined };

const longestLine = 65_536;

/** Reads a file line by line in bounded memory: UTF-8, or UTF-16 where a byte order mark says so. Lines end in LF, CRLF or CR. */
export async function* readLines(source: AsyncIterable<Uint8Array>): AsyncGenerator<Line> {
  let number = 1;
  let rest = '';
  let tooLong = false;
  const line = (text: string): Line => {
    const whole = { number, text: tooLong ? undefined : text };
    number += 1;
    tooLong = false;
    return whole;
  };
  for await (const text of decoded(source)) {
    // A CR at the end may be half of a CRLF.
    const parts = (rest + text).split(/\r\n|\n|\r(?!$)/);
    rest = parts.pop() ?? '';
    for (const part of parts) yield line(part);
    if (rest.length <= longestLine) continue;
    tooLong = true;
    rest = rest.endsWith('\r') ? '\r' : '';
  }
  const last = rest.replace(/\r$/, '');
  if (last !== '' || tooLong) yield line(last);
}

async function* decoded(source: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  let decoder: TextDecoder | undefined;
  let beginning = Buffer.alloc(0);
  for await (const chunk of source) {
    if (decoder !== undefined) {
      yield decoder.decode(chunk, { stream: true });
      continue;
    }
    beginning = Buffer.concat([beginning, chunk]);
    if (beginning.length < 2) continue;
    decoder = new TextDecoder(encodingOf(beginning));
    yield decoder.decode(beginning, { stream: true });
  }
  yield decoder === undefined ? beginning.toString('utf8') : decoder.decode();
}

function encodingOf(beginning: Buffer): string {
  if (beginning[0] === 0xff && beginning[1] === 0xfe) return 'utf-16le';
  if (beginning[0] === 0xfe && beginning[1] === 0xff) return 'utf-16be';
  return 'utf-8';
}
