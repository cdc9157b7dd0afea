/** One header field, unfolded. Octets beyond ASCII come out as Latin-1; a repeated field stands once for each time. */
export type HeaderField = { name: string; value: string };

/** A letter taken apart: its octets with CRLF everywhere, its fields, and its two bodies, decoded. */
export type ReadLetter = {
  raw: Buffer;
  fields: readonly HeaderField[];
  html: string | undefined;
  text: string | undefined;
  lines: LineFacts;
};

/** How its lines stand in the file: a letter saved with LF alone is read as if it had CRLF, one that mixes them is not sound. */
export type LineFacts = { ends: 'crlf' | 'lf' | 'mixed'; longest: number; headerIsAscii: boolean };

/** Reads a letter as a file or a wire has it. Never throws: what is no letter has no fields. */
export async function readLetter(source: Uint8Array): Promise<ReadLetter> {
  const given = Buffer.from(source.buffer, source.byteOffset, source.byteLength);
  const ends = lineEnds(given);
  const raw = ends === 'lf' ? Buffer.from(given.toString('latin1').replaceAll('\n', '\r\n'), 'latin1') : given;
  const header = headerOf(raw);
  const { default: PostalMime } = await import('postal-mime');
  const parsed = await PostalMime.parse(raw);
  return {
    raw,
    fields: readFields(header),
    html: parsed.html,
    text: parsed.text,
    lines: { ends, longest: longestLine(raw), headerIsAscii: /^[\t\r\n -~]*$/.test(header) },
  };
}

/** All values of one field, in order. */
export function valuesOf({ fields }: Pick<ReadLetter, 'fields'>, name: string): string[] {
  const wanted = name.toLowerCase();
  return fields.filter((field) => field.name.toLowerCase() === wanted).map((field) => field.value);
}

function lineEnds(octets: Buffer): LineFacts['ends'] {
  const text = octets.toString('latin1');
  const crlf = text.split('\r\n').length - 1;
  const lf = text.split('\n').length - 1;
  const cr = text.split('\r').length - 1;
  if (lf === crlf && cr === crlf) return 'crlf';
  return crlf === 0 && cr === 0 ? 'lf' : 'mixed';
}

function headerOf(raw: Buffer): string {
  const end = raw.indexOf('\r\n\r\n');
  return raw.toString('latin1', 0, end === -1 ? raw.length : end);
}

function readFields(header: string): HeaderField[] {
  return header
    .replaceAll(/\r\n(?=[ \t])/g, '')
    .split('\r\n')
    .flatMap((line) => {
      const found = /^([!-9;-~]+)[ \t]*:(.*)$/s.exec(line);
      return found === null ? [] : [{ name: found[1] ?? '', value: (found[2] ?? '').trim() }];
    });
}

function longestLine(raw: Buffer): number {
  let longest = 0;
  for (let at = 0; at < raw.length; ) {
    const end = raw.indexOf('\r\n', at);
    const stop = end === -1 ? raw.length : end;
    longest = Math.max(longest, stop - at);
    at = stop + 2;
  }
  return longest;
}
