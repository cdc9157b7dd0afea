const tab = 0x09;
const lf = 0x0a;
const cr = 0x0d;
const space = 0x20;

/** A field in DKIM's relaxed form (RFC 6376 §3.4.2), without its last CRLF. */
export function relaxedField(field: string): string {
  const colon = field.indexOf(':');
  const name = field.slice(0, colon).trimEnd().toLowerCase();
  if (!needsRelaxing.test(field)) return `${name}:${field.slice(colon + 1).trim()}`;
  const value = field
    .slice(colon + 1)
    .replace(/\r\n/g, '')
    .replace(/[ \t]+/g, ' ');
  return `${name}:${value.replace(/^ | $/g, '')}`;
}

/** Most fields are one line of single spaces, whose relaxed form is theirs but for the name and the ends. */
const needsRelaxing = /[\t\r]| {2}/;

/**
 * A body in DKIM's relaxed form (RFC 6376 §3.4.4): runs of white space become one space and vanish at line ends, empty
 * lines at the end vanish. Expects CRLF line ends; takes time in proportion to the bytes, whatever they are.
 */
export function relaxedBody(body: Buffer): Buffer {
  const out = Buffer.allocUnsafe(body.length + 2);
  let length = 0;
  let textEnd = 0;
  let pendingSpace = false;
  for (const octet of body) {
    if (octet === space || octet === tab) {
      pendingSpace = true;
    } else if (octet === cr || octet === lf) {
      pendingSpace = false;
      out[length++] = octet;
    } else {
      if (pendingSpace) out[length++] = space;
      pendingSpace = false;
      out[length++] = octet;
      textEnd = length;
    }
  }
  if (textEnd === 0) return Buffer.alloc(0);
  out[textEnd] = cr;
  out[textEnd + 1] = lf;
  return out.subarray(0, textEnd + 2);
}
