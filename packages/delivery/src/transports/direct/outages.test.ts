import { describe, expect, it } from '@jest/globals';
import type { Unreached } from '../../transport.ts';
import { openOutages } from './outages.ts';

const unreached: Unreached = { kind: 'unreached', fate: 'later', reason: 'site-unreachable', error: 'nobody is there' };

describe('openOutages', () => {
  it('tries again when a minute is over, by one alone, and says to the others meanwhile what was found before', async () => {
    let nowMs = 0;
    let tries = 0;
    const outages = openOutages(() => nowMs);
    const there = { kind: 'reached' } as const;
    const fail = async () => {
      tries += 1;
      return unreached;
    };
    expect(await outages.attempt('a', fail)).toBe(unreached);
    nowMs = 59_999;
    expect(await outages.attempt('a', fail)).toEqual({ ...unreached, remembered: true });
    expect(tries).toBe(1);
    nowMs = 60_000;
    const probe = Promise.withResolvers<typeof there>();
    const first = outages.attempt('a', () => probe.promise);
    expect(await outages.attempt('a', fail)).toMatchObject({ remembered: true });
    expect(tries).toBe(1);
    probe.resolve(there);
    expect(await first).toBe(there);
    expect(await outages.attempt('a', fail)).toBe(unreached);
    expect(tries).toBe(2);
  });

  it('holds nothing against another name', async () => {
    const outages = openOutages(() => 0);
    await outages.attempt('a', async () => unreached);
    expect(await outages.attempt('b', async () => 'there')).toBe('there');
  });

  it('forgets an outage when trying again goes wrong in another way', async () => {
    let nowMs = 0;
    const outages = openOutages(() => nowMs);
    await outages.attempt('a', async () => unreached);
    nowMs = 60_000;
    await expect(outages.attempt('a', () => Promise.reject(new Error('a mistake')))).rejects.toThrow('a mistake');
    expect(await outages.attempt('a', async () => 'there')).toBe('there');
  });
});
