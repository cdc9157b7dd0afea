const alphabet = 'abcdefghijklmnopqrstuvwxyz234567';

/** Bytes as lower-case base32 without padding (RFC 4648 §6): safe wherever case may be lost, as in a local part. */
export function base32(bytes: Buffer): string {
  let text = '';
  let bits = 0;
  let held = 0;
  for (const byte of bytes) {
    held = ((held << 8) | byte) & 0xfff;
    bits += 8;
    while (bits >= 5) {
      bits -= 5;
      text += alphabet.charAt((held >> bits) & 31);
    }
  }
  return bits === 0 ? text : text + alphabet.charAt((held << (5 - bits)) & 31);
}

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
