/**
 * The fields of a submitted form, first value first, from its bytes: urlencoded, or multipart with any boundary (RFC 7578). Tolerant,
 * because mail clients differ: bare LF, a missing last boundary, a preamble, an absent or wrong content type are all read.
 */
export function formFields(contentType: string | undefined, body: Buffer): Map<string, string> {
  const text = body.toString('utf8');
  const boundary = multipartBoundary(contentType ?? '', text);
  const pairs = boundary === undefined ? new URLSearchParams(text.trim()) : multipartPairs(text, boundary);
  const fields = new Map<string, string>();
  for (const [name, value] of pairs) if (!fields.has(name)) fields.set(name, value.trim());
  return fields;
}

/** As the header names it; when it names none, as the body's first line shows it. */
function multipartBoundary(contentType: string, text: string): string | undefined {
  const isMultipart = /^\s*multipart\//i.test(contentType);
  if (!isMultipart && contentType !== '') return undefined;
  const named = /;\s*boundary\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s;]+))/i.exec(contentType);
  const boundary = named?.[1]?.replace(/\\(.)/g, '$1') ?? named?.[2];
  return boundary ?? /^--([^\r\n]{1,70}?)[ \t]*\r?\nContent-/i.exec(text)?.[1];
}

function* multipartPairs(text: string, boundary: string): Generator<[string, string]> {
  // A line of its own begins each part, so that a boundary's text inside a value divides nothing.
  const parts = `\n${text}`.split(`\n--${boundary}`).slice(1);
  for (const part of parts) {
    if (part.startsWith('--')) return;
    const [, header = '', value] = /^[ \t]*\r?\n([\s\S]*?)\r?\n\r?\n([\s\S]*)$/.exec(part) ?? [];
    const disposition = /^content-disposition\s*:(.*)$/im.exec(header.replace(/\r?\n[ \t]+/g, ' '))?.[1] ?? '';
    const name = /;\s*name\s*=\s*(?:"([^"]*)"|([^\s;]+))/i.exec(disposition);
    if (name !== null && value !== undefined) yield [name[1] ?? name[2] ?? '', value];
  }
}
