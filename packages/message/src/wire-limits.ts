import { longestLine } from './header-field.ts';

const cr = 0x0d;
const lf = 0x0a;

/**
 * What keeps these bytes off the wire, with its line number, or undefined when they may go: lines of at most 998 octets,
 * each ended by CRLF and nothing but CRLF, every octet 7-bit and none of them NUL (RFC 5321 §2.3.8, 5322 §2.1.1, 2045 §2.7).
 */
export function wireProblem(bytes: Buffer): string | undefined {
  let line = 1;
  let lineStart = 0;
  for (let index = 0; index < bytes.length; index++) {
    const octet = bytes[index];
    if (octet === lf) {
      if (bytes[index - 1] !== cr) return `line ${line} ends with LF alone`;
      if (index - 1 - lineStart > longestLine) return `line ${line} is ${index - 1 - lineStart} octets long`;
      line++;
      lineStart = index + 1;
    } else if (octet === cr) {
      if (bytes[index + 1] !== lf) return `line ${line} holds a CR alone`;
    } else if (octet === 0 || octet === undefined || octet > 0x7f) {
      return `line ${line} holds the octet 0x${(octet ?? 0).toString(16).padStart(2, '0')}`;
    }
  }
  return lineStart === bytes.length ? undefined : `line ${line} has no CRLF at its end`;
}
