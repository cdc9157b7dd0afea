import { describe, expect, it } from '@jest/globals';
import { parseExtensions } from './extensions.ts';

describe('parseExtensions', () => {
  it('reads what is offered, whatever its case', () => {
    expect(parseExtensions('250-mx\n250-PIPELINING\n250-Size 1000\n250-STARTTLS\n250 auth plain Login')).toEqual({
      pipelining: true,
      startTls: true,
      size: 1000,
      auth: new Set(['PLAIN', 'LOGIN']),
    });
  });

  it('takes the first line for a name, not for an offer', () => {
    expect(parseExtensions('250 PIPELINING').pipelining).toBe(false);
  });

  it.each([
    ['250-mx\n250 SIZE', 0],
    ['250-mx\n250 SIZE 0', 0],
    ['250-mx\n250 SIZE many', 0],
    ['250-mx\n250 HELP', undefined],
  ])('knows the difference between no limit and no SIZE: %j (R1870-1)', (lines, size) => {
    expect(parseExtensions(lines).size).toBe(size);
  });

  it('reads the old form of AUTH, and both together', () => {
    expect(parseExtensions('250-mx\n250-AUTH=LOGIN\n250 AUTH PLAIN').auth).toEqual(new Set(['LOGIN', 'PLAIN']));
  });
});
