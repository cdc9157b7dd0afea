const dot = 0x2e;

/**
 * The letter as RFC 5321 §4.5.2 wants it on the wire: a second dot before every line that begins with one. A letter without such a
 * line, which is nearly every letter, comes back as it is.
 */
export function stuffDots(bytes: Buffer): Buffer {
  let at = bytes[0] === dot ? 0 : nextDot(bytes, 0);
  if (at < 0) return bytes;
  const parts: Buffer[] = [];
  let from = 0;
  for (; at >= 0; at = nextDot(bytes, at)) {
    // The dot itself is in both parts: once at the end of this one, once at the beginning of the next.
    parts.push(bytes.subarray(from, at + 1));
    from = at;
  }
  parts.push(bytes.subarray(from));
  return Buffer.concat(parts);
}

/** Where the next line after this position begins with a dot, or -1. */
function nextDot(bytes: Buffer, from: number): number {
  const end = bytes.indexOf(lineThenDot, from);
  return end < 0 ? -1 : end + 2;
}

const lineThenDot = Buffer.from('\r\n.');
