import { describe, expect, it } from '@jest/globals';
import { wireProblem } from './wire-limits.ts';

const problem = (text: string) => wireProblem(Buffer.from(text, 'latin1'));

describe('wireProblem', () => {
  it('finds nothing wrong with 7-bit lines that end in CRLF', () => {
    expect([problem('A: b\r\n\r\n.\r\n'), problem('')]).toEqual([undefined, undefined]);
  });

  it('R5322-1 allows 998 octets before CRLF and not one more', () => {
    expect(problem(`ok\r\n${'x'.repeat(998)}\r\n`)).toBeUndefined();
    expect(problem(`ok\r\n${'x'.repeat(999)}\r\n`)).toBe('line 2 is 999 octets long');
  });

  it('R5322-5 finds bare CR, bare LF and a last line without an end', () => {
    expect(problem('a\nb\r\n')).toBe('line 1 ends with LF alone');
    expect(problem('a\r\nb\rc\r\n')).toBe('line 2 holds a CR alone');
    expect(problem('a\r\r\n')).toBe('line 1 holds a CR alone');
    expect(problem('a\r\nb')).toBe('line 2 has no CRLF at its end');
    expect(problem('a\r')).toBe('line 1 holds a CR alone');
  });

  it('MIME-3 finds octets outside 7 bits, and NUL', () => {
    expect(problem('é\r\n')).toBe('line 1 holds the octet 0xe9');
    expect(problem('\r\n\0\r\n')).toBe('line 2 holds the octet 0x00');
  });
});
