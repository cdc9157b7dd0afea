import { describe, expect, it } from '@jest/globals';
import { mayDemonstrate } from './first-newsletter.ts';

const allowed = { wanted: true, usesMailbox: true, publicUrlIsLoopback: true, holdsWorkspace: false };

describe('mayDemonstrate', () => {
  it('demonstrates on a fresh installation whose letters cannot leave the machine', () => {
    expect(mayDemonstrate(allowed)).toBe(true);
  });

  it('does not where anybody else could get a letter or a link, where somebody works already, or where it is switched off', () => {
    expect(mayDemonstrate({ ...allowed, usesMailbox: false })).toBe(false);
    expect(mayDemonstrate({ ...allowed, publicUrlIsLoopback: false })).toBe(false);
    expect(mayDemonstrate({ ...allowed, holdsWorkspace: true })).toBe(false);
    expect(mayDemonstrate({ ...allowed, wanted: false })).toBe(false);
  });
});
