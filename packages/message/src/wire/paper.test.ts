import { describe, expect, it } from '@jest/globals';
import { Paper } from './paper.ts';

describe('Paper', () => {
  it('gives nobody a sheet that another still has', () => {
    const paper = new Paper();
    const sheets = Array.from({ length: 20 }, () => paper.take(40_000));
    sheets.forEach(({ octets }, index) => octets.fill(index));
    expect(sheets.every(({ octets }, index) => octets.every((octet) => octet === index))).toBe(true);
  });

  it('gives a sheet out again once it was given back, and only once however often that was said', () => {
    const paper = new Paper();
    const first = paper.take(40_000);
    first.giveBack();
    first.giveBack();
    const [second, third] = [paper.take(39_000), paper.take(39_000)];
    expect(second.octets).toBe(first.octets);
    expect(third.octets).not.toBe(first.octets);
    // The first has nothing to say about what is now the second's.
    first.giveBack();
    expect(paper.take(39_000).octets).not.toBe(first.octets);
  });

  it('writes a smaller letter on a larger used sheet rather than on fresh memory, unless that is far too large', () => {
    const paper = new Paper();
    const [large, huge] = [paper.take(40_000), paper.take(400_000)];
    large.giveBack();
    huge.giveBack();
    expect(paper.take(12_000).octets).toBe(large.octets);
    expect(paper.take(12_000).octets.length).toBeLessThan(40_000);
    expect(paper.take(390_000).octets).toBe(huge.octets);
  });

  it('is never smaller than what was asked for', () => {
    const paper = new Paper();
    for (const octets of [1, 8_192, 8_193, 1_000_000]) {
      expect(paper.take(octets).octets.length).toBeGreaterThanOrEqual(octets);
    }
  });
});
