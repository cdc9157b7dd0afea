import { describe, expect, it } from '@jest/globals';
import { createLetterStore } from './letter-store.ts';

const held = (store: ReturnType<typeof createLetterStore>, ids: number[]) =>
  ids.filter((id) => store.source(id) !== null);

describe('createLetterStore', () => {
  it('keeps the newest letters only', () => {
    const store = createLetterStore(2, 1000);
    for (const id of [1, 2, 3]) store.put(id, Buffer.from(`letter ${id}`));
    expect(held(store, [1, 2, 3])).toEqual([2, 3]);
  });

  it('keeps within its bytes, yet always the newest letter', () => {
    const store = createLetterStore(10, 100);
    store.put(1, Buffer.alloc(60));
    store.put(2, Buffer.alloc(60));
    expect(held(store, [1, 2])).toEqual([2]);
    store.put(3, Buffer.alloc(500));
    expect(held(store, [2, 3])).toEqual([3]);
    store.put(4, Buffer.alloc(50));
    expect(held(store, [3, 4])).toEqual([4]);
  });

  it('keeps nothing when told so', () => {
    const store = createLetterStore(0, 100);
    store.put(1, Buffer.alloc(1));
    expect(store.count()).toBe(0);
  });
});
