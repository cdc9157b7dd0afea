/** A whole number in as few bytes as it needs, seven bits each, lowest first, the high bit saying "more follows" (LEB128). */
export function writeVarint(value: number): Buffer {
  return oneByte[value] ?? writeLong(value);
}

/** Nearly all there are: a person's first letters. */
const oneByte = Array.from({ length: 0x80 }, (_, value) => Buffer.of(value));

function writeLong(value: number): Buffer {
  const bytes: number[] = [];
  let rest = value;
  while (rest > 0x7f) {
    bytes.push((rest & 0x7f) | 0x80);
    rest >>>= 7;
  }
  bytes.push(rest);
  return Buffer.from(bytes);
}

/** The number that fills these bytes exactly, in its shortest form and at most four bytes; undefined for anything else. */
export function readVarint(bytes: Buffer): number | undefined {
  if (bytes.length === 0 || bytes.length > 4) return undefined;
  let value = 0;
  for (const [index, byte] of bytes.entries()) {
    const last = index === bytes.length - 1;
    if (last !== byte < 0x80 || (last && index > 0 && byte === 0)) return undefined;
    value |= (byte & 0x7f) << (7 * index);
  }
  return value;
}
