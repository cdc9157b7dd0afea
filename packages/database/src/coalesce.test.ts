import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { coalesce } from './coalesce.ts';

const options = { most: 40, enough: 20, lullMs: 5, patienceMs: 15 };

beforeEach(() => {
  jest.useFakeTimers({ doNotFake: ['nextTick'] });
});
afterEach(() => {
  jest.useRealTimers();
});

/** A statement whose end the test decides; `sizes` are what it carried, call by call. */
function statement() {
  const sizes: number[] = [];
  const ends: (() => void)[] = [];
  const run = (items: number[]) => {
    sizes.push(items.length);
    return new Promise<number[]>((resolve) => ends.push(() => resolve(items.map((item) => item * 2))));
  };
  const end = async () => {
    ends.shift()?.();
    await jest.advanceTimersByTimeAsync(0);
  };
  return { sizes, run, end };
}

const ask = (one: (item: number) => Promise<number>, count: number) =>
  Promise.all(Array.from({ length: count }, (_, item) => one(item)));

describe('coalesce', () => {
  it('sends what little there is at once, and never waits for more', async () => {
    const { sizes, run, end } = statement();
    const one = coalesce(run, options);
    for (let round = 0; round < 3; round++) {
      const asked = ask(one, 2);
      await jest.advanceTimersByTimeAsync(0);
      await end();
      expect(await asked).toEqual([0, 2]);
    }
    expect(sizes).toEqual([2, 2, 2]);
  });

  it('waits for enough while there is much to do and more keep coming, and for no longer than its patience', async () => {
    const { sizes, run, end } = statement();
    const one = coalesce(run, options);
    const asked = [ask(one, 10)];
    await jest.advanceTimersByTimeAsync(0);
    asked.push(ask(one, 5));
    await end();
    for (let round = 0; round < 2; round++) {
      await jest.advanceTimersByTimeAsync(4);
      asked.push(ask(one, 1));
      await jest.advanceTimersByTimeAsync(1);
      expect(sizes).toEqual([10]);
    }
    await jest.advanceTimersByTimeAsync(4);
    asked.push(ask(one, 1));
    await jest.advanceTimersByTimeAsync(1);
    expect(sizes).toEqual([10, 8]);
    await end();
    await Promise.all(asked);
  });

  it('waits no longer when nobody comes any more: whoever would ask may be waiting for an answer', async () => {
    const { sizes, run, end } = statement();
    const one = coalesce(run, options);
    const first = ask(one, 10);
    await jest.advanceTimersByTimeAsync(0);
    const second = ask(one, 10);
    await end();
    await first;
    await jest.advanceTimersByTimeAsync(4);
    expect(sizes).toEqual([10]);
    await jest.advanceTimersByTimeAsync(1);
    expect(sizes).toEqual([10, 10]);
    await end();
    await second;
  });

  it('goes on as soon as enough have come, and carries no more than the most', async () => {
    const { sizes, run, end } = statement();
    const one = coalesce(run, options);
    const first = ask(one, 10);
    await jest.advanceTimersByTimeAsync(0);
    const second = ask(one, 1);
    await end();
    expect(sizes).toEqual([10]);
    const third = ask(one, 59);
    await jest.advanceTimersByTimeAsync(0);
    expect(sizes).toEqual([10, 40]);
    await end();
    expect(sizes).toEqual([10, 40, 20]);
    await end();
    await Promise.all([first, second, third]);
  });

  it('fails what a statement carried, each with its error, and goes on', async () => {
    let fails = true;
    const one = coalesce(async (items: number[]) => {
      if (fails) throw new Error('the database is away');
      return items;
    }, options);
    const lost = Promise.allSettled([one(1), one(2)]);
    await jest.advanceTimersByTimeAsync(0);
    expect((await lost).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    fails = false;
    const kept = one(3);
    await jest.advanceTimersByTimeAsync(0);
    expect(await kept).toBe(3);
  });
});
