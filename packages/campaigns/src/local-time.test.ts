import { type TestDatabase, testDatabase } from '@hikyaku/database/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import { earliestLocalTime, freezeAt, readLocalTime } from './local-time.ts';

let test: TestDatabase;
beforeAll(async () => {
  test = await testDatabase();
});
afterAll(() => test.drop());

describe('moment_in', () => {
  it.each([
    ['an hour', '2026-07-01T10:00', 'Asia/Tokyo', '2026-07-01T01:00:00Z'],
    // Clocks go from 02:00 to 03:00 on 2026-03-29, and from 03:00 back to 02:00 on 2026-10-25.
    ['one that is left out, an hour later', '2026-03-29T02:30', 'Europe/Berlin', '2026-03-29T01:30:00Z'],
    ['one that comes twice, the second time', '2026-10-25T02:30', 'Europe/Berlin', '2026-10-25T01:30:00Z'],
    ['one of half an hour’s change', '2026-10-04T02:15', 'Australia/Lord_Howe', '2026-10-03T15:45:00Z'],
  ])('knows %s (%s in %s)', async (_, local, zone, moment) => {
    const { rows } = await sql<{ at: Date }>`select moment_in(${local}, ${zone}) as at`.execute(test.db);
    expect(rows[0]?.at).toEqual(new Date(moment));
  });

  it('comes to no zone that the database knows before UTC+14, which the freeze waits for', async () => {
    const { rows } = await sql<{ early: string[] }>`
      select coalesce(array_agg(name), '{}') as early from pg_timezone_names
      cross join unnest(array['2026-01-15T10:00', '2026-07-15T10:00']) l(local)
      where known_zone(name) is not null and moment_in(local, name) < moment_in(local, 'UTC') - interval '14 hours'
    `.execute(test.db);
    expect(rows[0]?.early).toEqual([]);
  });
});

describe('readLocalTime', () => {
  it.each(['2026-12-01T10:00', '2028-02-29T23:59'])('takes %s', (text) => {
    expect(readLocalTime(text)).toBe(text);
  });

  it.each(['2026-02-30T10:00', '2026-12-01T24:00', '2026-12-01T10:00Z', '2026-12-01T10:00+09:00', '2026-12-01', 'now'])(
    'refuses %s',
    (text) => {
      expect(readLocalTime(text)).toBeUndefined();
    },
  );

  it('knows the earliest hour whose freeze is to come, to the minute', () => {
    const now = new Date('2026-11-30T20:00:30Z');
    const earliest = readLocalTime(earliestLocalTime(now));
    expect(earliest && freezeAt(earliest).getTime() - now.getTime()).toBe(30_000);
  });
});
