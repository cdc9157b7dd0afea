import { describe, expect, it } from '@jest/globals';
import { codeTest, enhancedTest } from './code-pattern.ts';

describe('codeTest', () => {
  it.each([
    ['*', [400, 421, 550, 599], [250, 354]],
    ['5', [500, 599], [421, 450]],
    ['421,550-553', [421, 550, 552, 553], [420, 549, 554]],
  ])('reads %s', (cell, meant, others) => {
    const test = codeTest(cell);
    expect(meant.every((code) => test?.(code))).toBe(true);
    expect(others.some((code) => test?.(code))).toBe(false);
  });

  it.each(['', '250', '55', '5-550', '550,', 'x'])('does not read "%s"', (cell) => {
    expect(codeTest(cell)).toBeUndefined();
  });
});

describe('enhancedTest', () => {
  it('reads one code, a range and a whole subject, of either class', () => {
    const meant = (cell: string, codes: string[]) => codes.map((code) => enhancedTest(cell)?.(code));
    expect(meant('x.1.1', ['5.1.1', '4.1.1', '5.1.10', '5.2.1'])).toEqual([true, true, false, false]);
    expect(meant('x.7.20-24', ['5.7.20', '4.7.24', '5.7.25', '5.7.2'])).toEqual([true, true, false, false]);
    expect(meant('x.7.*', ['5.7.0', '5.7.999', '5.1.7'])).toEqual([true, true, false]);
  });

  it('means replies without a code by * alone', () => {
    expect(enhancedTest('*')?.(undefined)).toBe(true);
    expect(enhancedTest('x.7.*')?.(undefined)).toBe(false);
  });

  it.each(['', '5.1.1', 'x.1', 'x.1.*-4', 'x.*.1'])('does not read "%s"', (cell) => {
    expect(enhancedTest(cell)).toBeUndefined();
  });
});
