import { describe, expect, it } from '@jest/globals';
import { effortTable, minutesOf, noEffort, together } from './effort.ts';

describe('minutesOf', () => {
  it('adds what hands, eyes and the product take', () => {
    expect(minutesOf(noEffort)).toBe(0);
    expect(minutesOf({ clicks: 10, keys: 100, looks: 20, waitedMs: 6_000 })).toBeCloseTo((17 + 28 + 27 + 6) / 60);
  });
});

describe('effortTable', () => {
  it('has a row for each way', () => {
    const effort = together(
      { clicks: 1, keys: 2, looks: 3, waitedMs: 400 },
      { clicks: 4, keys: 5, looks: 6, waitedMs: 700 },
    );
    const table = effortTable([{ beginning: 'empty', language: 'ja', steps: 9, effort }]);
    expect(table.split('\n').at(-1)).toBe('| empty | ja | 9 | 5 | 7 | 1 s | 0.4 |');
  });
});
