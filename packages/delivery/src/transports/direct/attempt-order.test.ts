import { describe, expect, it } from '@jest/globals';
import { addressOrder, attemptOrder } from './attempt-order.ts';

/** Lots that fall in a known way. */
function lots(...drawn: number[]): () => number {
  return () => drawn.shift() ?? 0;
}

describe('attemptOrder', () => {
  it('tries preferred hosts first, and draws lots among equals (RFC 5321 §5.1)', () => {
    const hosts = [
      { name: 'c', preference: 20 },
      { name: 'a', preference: 10 },
      { name: 'b', preference: 10 },
    ];
    expect(attemptOrder(hosts, lots(0.1, 0.2, 0.3)).map((host) => host.name)).toEqual(['a', 'b', 'c']);
    expect(attemptOrder(hosts, lots(0.1, 0.3, 0.2)).map((host) => host.name)).toEqual(['b', 'a', 'c']);
  });
});

describe('addressOrder', () => {
  it('takes the families in turn, beginning with the first, by lot within each', () => {
    expect(
      addressOrder(
        [
          ['v4a', 'v4b'],
          ['v6a', 'v6b', 'v6c'],
        ],
        lots(0.2, 0.1, 0.1, 0.2, 0.3),
      ),
    ).toEqual(['v4b', 'v6a', 'v4a', 'v6b', 'v6c']);
    expect(addressOrder([[], ['v6a']], lots())).toEqual(['v6a']);
    expect(addressOrder([], lots())).toEqual([]);
  });
});
