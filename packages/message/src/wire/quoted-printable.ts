/** Octets a line of ours holds before it ends or goes on after a soft break, whose "=" is the 76th (RFC 2045 §6.7). */
export const columns = 75;

/** A line break that a reader takes back. */
export const softBreak = '=\r\n';

/** A dot where a line begins: encoded, so that SMTP has nothing to stuff. */
export const dot = '=2E';

/** One octet as three, by its value. */
export const octetAtoms: readonly string[] = Array.from(
  { length: 256 },
  (_, octet) => `=${octet.toString(16).toUpperCase().padStart(2, '0')}`,
);

/** Whether a code unit may stand as it is, the space and the dot apart: printable ASCII without "=". */
export function standsAlone(code: number): boolean {
  return code > 0x20 && code < 0x7f && code !== 0x3d;
}

/** A code point that must not be broken: itself, or its UTF-8 octets encoded. */
export function codePointAtom(code: number): string {
  if (standsAlone(code)) return String.fromCharCode(code);
  let atom = '';
  for (const octet of Buffer.from(String.fromCodePoint(code), 'utf8')) atom += octetAtoms[octet] ?? '';
  return atom;
}

/**
 * The code unit at an index. The runtime keeps strings in many forms, and where it has met more than four of them it looks the method up
 * anew for every unit; said so it does not, which saves a twentieth of what a sender does.
 */
export function unitAt(text: string, index: number): number {
  return charCodeAt.call(text, index);
}

// oxlint-disable-next-line unbound-method -- it is called on a string each time
const { charCodeAt } = String.prototype;
