const alphabet = 'abcdefghijklmnopqrstuvwxyz234567';

/** Bytes as lower-case base32 without padding (RFC 4648 §6): safe wherever case may be lost, as in a local part. */
export function base32(bytes: Uint8Array): string {
  const length = Math.ceil((bytes.length * 8) / 5);
  const text = length <= desk.length ? desk : Buffer.alloc(length);
  let at = 0;
  let bits = 0;
  let held = 0;
  for (const byte of bytes) {
    held = ((held << 8) | byte) & 0xfff;
    bits += 8;
    while (bits >= 5) {
      bits -= 5;
      text[at++] = alphabet.charCodeAt((held >> bits) & 31);
    }
  }
  if (bits > 0) text[at] = alphabet.charCodeAt((held << (5 - bits)) & 31);
  return text.toString('latin1', 0, length);
}

/** Where a text is put together: character by character as a string takes twice as long. */
const desk = Buffer.alloc(64);

/** The bytes of base32 in either case, or undefined if a character, the length or the spare bits are not what `base32` writes. */
export function fromBase32(text: string): Buffer | undefined {
  const bytes: number[] = [];
  let bits = 0;
  let held = 0;
  for (const character of text.toLowerCase()) {
    const digit = alphabet.indexOf(character);
    if (digit < 0) return undefined;
    held = ((held << 5) | digit) & 0xfff;
    bits += 5;
    if (bits >= 8) {
      bits -= 8;
      bytes.push((held >> bits) & 0xff);
    }
  }
  const spare = held & ((1 << bits) - 1);
  return bits >= 5 || spare !== 0 ? undefined : Buffer.from(bytes);
}
