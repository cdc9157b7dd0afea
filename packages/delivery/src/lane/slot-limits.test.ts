import { describe, expect, it } from '@jest/globals';
import type { Slot } from './slot.ts';
import { slotLimits } from './slot-limits.ts';

const slot: Slot = {
  slotId: 7,
  lane: 'gmail',
  tail: false,
  epoch: '1',
  position: 1,
  slots: 1,
  limits: { connections: 5, lettersPerConnection: 50, lettersPerSecond: 8 },
  agreed: false,
  own: {},
  suspension: undefined,
  holds: [],
};

describe('slotLimits', () => {
  it('keeps the receiver’s limits where it is met directly', () => {
    expect(slotLimits(slot, 'direct', 40)).toEqual(slot.limits);
    expect(slotLimits(slot, 'direct', 3).connections).toBe(3);
  });

  it('leaves them to a relay, unless an operator said them', () => {
    const free = { connections: 40, lettersPerConnection: undefined, lettersPerSecond: undefined };
    expect(slotLimits(slot, 'relay', 40)).toEqual(free);
    expect(slotLimits({ ...slot, agreed: true }, 'relay', 40)).toEqual(slot.limits);
    expect(slotLimits({ ...slot, own: { lettersPerSecond: 2 } }, 'relay', 40)).toEqual({
      ...free,
      lettersPerSecond: 2,
    });
  });

  it('leaves the tail’s to each of its sites', () => {
    expect(slotLimits({ ...slot, tail: true }, 'direct', 40).connections).toBe(40);
  });

  it('divides them among the slots of the lane, and leaves none without a connection', () => {
    const parts = (connections: number) =>
      [1, 2, 3, 4].map(
        (position) =>
          slotLimits({ ...slot, slots: 4, position, limits: { ...slot.limits, connections } }, 'direct', 40)
            .connections,
      );
    expect(parts(5)).toEqual([2, 1, 1, 1]);
    expect(parts(12)).toEqual([3, 3, 3, 3]);
    expect(parts(2)).toEqual([1, 1, 1, 1]);
    expect(slotLimits({ ...slot, slots: 4 }, 'direct', 40).lettersPerSecond).toBe(2);
  });
});
