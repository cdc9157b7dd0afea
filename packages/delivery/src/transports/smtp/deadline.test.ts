import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { type Deadline, openDeadline } from './deadline.ts';

describe('openDeadline', () => {
  let passed: number[];
  let deadline: Deadline;
  beforeEach(() => {
    jest.useFakeTimers();
    passed = [];
    deadline = openDeadline((withinMs) => passed.push(withinMs));
  });
  afterEach(() => {
    jest.useRealTimers();
  });

  it('passes when the time is over, once, and says what was allowed', () => {
    deadline.set(300);
    jest.advanceTimersByTime(299);
    expect(passed).toEqual([]);
    jest.advanceTimersByTime(1_000);
    expect(passed).toEqual([300]);
  });

  it('does not pass when it was lifted, and can be set again', () => {
    deadline.set(300);
    deadline.lift();
    jest.advanceTimersByTime(1_000);
    deadline.set(50);
    jest.advanceTimersByTime(50);
    expect(passed).toEqual([50]);
  });

  it('counts from the last time it was set, longer or shorter than before', () => {
    deadline.set(300);
    jest.advanceTimersByTime(200);
    deadline.set(300);
    jest.advanceTimersByTime(299);
    expect(passed).toEqual([]);
    deadline.set(20);
    jest.advanceTimersByTime(20);
    expect(passed).toEqual([20]);
  });

  it('sets no timer for each wait, and leaves none behind', () => {
    for (let n = 0; n < 1_000; n++) {
      deadline.set(300);
      deadline.lift();
    }
    expect(jest.getTimerCount()).toBe(1);
    deadline.end();
    expect(jest.getTimerCount()).toBe(0);
    jest.advanceTimersByTime(1_000);
    expect(passed).toEqual([]);
  });
});
