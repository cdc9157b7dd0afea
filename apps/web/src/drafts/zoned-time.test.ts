import { describe, expect, it } from '@jest/globals';
import { isWithin, momentIn, timeOfDay } from './zoned-time.ts';

describe('momentIn', () => {
  it.each([
    ['Asia/Tokyo', '2026-12-01T09:00', '2026-12-01T00:00:00.000Z'],
    ['UTC', '2026-12-01T09:00', '2026-12-01T09:00:00.000Z'],
    ['Asia/Kathmandu', '2026-12-01T09:00', '2026-12-01T03:15:00.000Z'],
    ['Pacific/Kiritimati', '2027-01-01T00:30', '2026-12-31T10:30:00.000Z'],
    ['America/New_York', '2026-07-01T09:00', '2026-07-01T13:00:00.000Z'],
    ['America/New_York', '2026-12-01T09:00', '2026-12-01T14:00:00.000Z'],
  ])('tells when the clocks of %s show %s', (zone, local, utc) => {
    expect(momentIn(zone, local)?.toISOString()).toBe(utc);
  });

  it('knows that clocks which are set forward skip an hour, and takes the first of an hour shown twice', () => {
    expect(momentIn('America/New_York', '2026-03-08T02:30')).toBeUndefined();
    expect(momentIn('America/New_York', '2026-03-08T03:30')?.toISOString()).toBe('2026-03-08T07:30:00.000Z');
    expect(momentIn('America/New_York', '2026-11-01T01:30')?.toISOString()).toBe('2026-11-01T05:30:00.000Z');
    expect(momentIn('Asia/Tokyo', '')).toBeUndefined();
  });
});

describe('isWithin', () => {
  it('reaches over midnight where the beginning is the later', () => {
    const night = { from: '21:00', until: '08:00' };
    expect(['20:59', '21:00', '23:59', '00:00', '07:59', '08:00'].map((time) => isWithin(time, night))).toEqual([
      false,
      true,
      true,
      true,
      true,
      false,
    ]);
    expect(isWithin('12:30', { from: '12:00', until: '13:00' })).toBe(true);
    expect(isWithin('13:00', { from: '12:00', until: '13:00' })).toBe(false);
  });
});

describe('timeOfDay', () => {
  it('is that of the zone, midnight as 00', () => {
    expect(timeOfDay('Asia/Tokyo', new Date('2026-11-30T15:05:00Z'))).toBe('00:05');
  });
});
