import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { relaxedBody, relaxedField } from './canonical.ts';

const body = (text: string) => relaxedBody(Buffer.from(text, 'latin1')).toString('latin1');

describe('relaxedField', () => {
  it('canonicalises the example of RFC 6376 §3.4.5', () => {
    expect([relaxedField('A: X'), relaxedField('B : Y\t\r\n\tZ  ')]).toEqual(['a:X', 'b:Y Z']);
  });
});

describe('relaxedBody', () => {
  it('canonicalises the example of RFC 6376 §3.4.5', () => {
    expect(body(' C \r\nD \t E\r\n\r\n\r\n')).toBe(' C\r\nD E\r\n');
  });

  it('is empty for a body of nothing but white space and empty lines', () => {
    expect([body(''), body('\r\n'), body(' \t\r\n\r\n ')]).toEqual(['', '', '']);
  });

  it('ends a last line that has no CRLF with one', () => {
    expect([body('x'), body('x '), body('a\r\n\r\nx')]).toEqual(['x\r\n', 'x\r\n', 'a\r\n\r\nx\r\n']);
  });

  it('agrees with the definition of RFC 6376 §3.4.4, step by step, for any lines', () => {
    const line = fc.array(fc.constantFrom(' ', '\t', 'a', '.', ''), { maxLength: 6 }).map((parts) => parts.join(''));
    fc.assert(
      fc.property(fc.array(line, { maxLength: 8 }), (lines) => {
        const relaxed = lines.map((text) => text.replace(/[ \t]+$/, '').replace(/[ \t]+/g, ' '));
        const kept = relaxed.slice(0, relaxed.findLastIndex((text) => text !== '') + 1);
        expect(body(lines.map((text) => `${text}\r\n`).join(''))).toBe(kept.map((text) => `${text}\r\n`).join(''));
      }),
    );
  });
});
