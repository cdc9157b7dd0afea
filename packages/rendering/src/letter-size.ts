/** Above this Gmail clips a letter: 102 KB of HTML. */
export const clippedBytes = 102 * 1024;

/** The most that html and text of one letter may take together: 150 KB. */
export const largestBytes = 150 * 1024;

/** Bytes of html and text together, as UTF-8, before any transfer encoding. */
export function letterBytes(letter: { html: string; text: string }): number {
  return Buffer.byteLength(letter.html) + Buffer.byteLength(letter.text);
}
