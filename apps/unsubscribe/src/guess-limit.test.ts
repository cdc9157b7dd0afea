import { describe, expect, it } from '@jest/globals';
import { guessLimit } from './guess-limit.ts';

describe('guessLimit', () => {
  it('WEB-6 allows twenty a minute to each client, and begins anew after it', () => {
    let nowMs = 0;
    const mayGuess = guessLimit({ nowMs: () => nowMs });
    const ask = (client: string, times: number) =>
      Array.from({ length: times }, () => mayGuess(client)).filter(Boolean).length;
    expect(ask('a', 25)).toBe(20);
    expect(ask('b', 5)).toBe(5);
    nowMs = 59_999;
    expect(ask('a', 1)).toBe(0);
    nowMs = 60_000;
    expect(ask('a', 25)).toBe(20);
  });

  it('remembers so many clients and no more: the one seen longest ago is forgotten', () => {
    const mayGuess = guessLimit({ most: 1, remembered: 2, nowMs: () => 0 });
    expect([mayGuess('a'), mayGuess('b'), mayGuess('a')]).toEqual([true, true, false]);
    expect(mayGuess('c')).toBe(true);
    expect([mayGuess('a'), mayGuess('c'), mayGuess('b')]).toEqual([false, false, true]);
  });
});
