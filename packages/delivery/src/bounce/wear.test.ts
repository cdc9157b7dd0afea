import { describe, expect, it } from '@jest/globals';
import type { ReplyClass } from './reply-class.ts';
import { wear } from './wear.ts';

const day = (n: number, hour = 0) => new Date(Date.UTC(2026, 0, 1 + n, hour));
const on = (replyClass: ReplyClass, ...days: number[]) => days.map((n) => ({ class: replyClass, at: day(n) }));

describe('wear', () => {
  it('gives up an inactive mailbox after 5 days over two weeks, and says from when to when', () => {
    expect(wear(on('inactive-mailbox', 0, 3, 7, 10, 14), undefined)).toEqual({ days: 5, from: day(0), to: day(14) });
    expect(wear(on('inactive-mailbox', 0, 3, 7, 14), undefined)).toBeUndefined();
    expect(wear(on('inactive-mailbox', 0, 3, 7, 10, 13), undefined)).toBeUndefined();
  });

  it('counts a day once, however often it was tried', () => {
    const oneDayOften = Array.from({ length: 20 }, (_, hour) => ({
      class: 'doubtful-address' as const,
      at: day(0, hour),
    }));
    expect(wear([...oneDayOften, ...on('doubtful-address', 14, 15, 16)], undefined)).toBeUndefined();
  });

  it('cannot be reached by one letter’s 72 hours', () => {
    const hours = Array.from({ length: 72 }, (_, hour) => ({ class: 'inactive-mailbox' as const, at: day(0, hour) }));
    expect(wear(hours, undefined)).toBeUndefined();
  });

  it('is more patient with a full mailbox: 8 days over a month', () => {
    expect(wear(on('mailbox-full', 0, 4, 8, 12, 16, 20, 24), undefined)).toBeUndefined();
    expect(wear(on('mailbox-full', 0, 4, 8, 12, 16, 20, 24, 30), undefined)).toMatchObject({ days: 8 });
  });

  it('adds ailments of different kinds up by the patient rule', () => {
    const mixed = [...on('mailbox-full', 0, 4, 8, 12), ...on('inactive-mailbox', 16, 20, 24, 30)];
    expect(wear(mixed, undefined)).toMatchObject({ days: 8, from: day(0), to: day(30) });
    expect(wear(mixed.slice(1), undefined)).toBeUndefined();
  });

  it('forgets what lies before the last letter that was taken', () => {
    const bounces = on('inactive-mailbox', 0, 3, 7, 10, 14, 17, 24);
    expect(wear(bounces, day(2))).toMatchObject({ days: 6, from: day(3) });
    expect(wear(bounces, day(8))).toBeUndefined();
    expect(wear(bounces, day(24))).toBeUndefined();
  });

  it('holds nothing against an address that was never refused', () => {
    expect(wear([], undefined)).toBeUndefined();
  });
});
