import { describe, expect, it } from '@jest/globals';
import { clientNetwork, loggedNetwork } from './client-network.ts';

describe('clientNetwork', () => {
  it('takes an IPv4 address whole, also when it is written as IPv6', () => {
    expect(clientNetwork('192.0.2.7')).toBe('192.0.2.7');
    expect(clientNetwork('::ffff:192.0.2.7')).toBe('192.0.2.7');
  });

  it('takes the first 64 bits of IPv6, however they are written', () => {
    for (const address of ['2001:db8:0:1::5', '2001:0DB8::1:a:b:c:d', '2001:db8:0:1:ffff::']) {
      expect(clientNetwork(address)).toBe('2001:db8:0:1::');
    }
    expect(clientNetwork('::1')).toBe('0:0:0:0::');
    expect(clientNetwork('fe80::1%eth0')).toBe('fe80:0:0:0::');
  });

  it('bears what is no address', () => {
    expect([clientNetwork(undefined), clientNetwork('unknown')]).toEqual(['', 'unknown']);
  });
});

describe('loggedNetwork', () => {
  it('leaves out what tells one person from the neighbours', () => {
    expect(loggedNetwork('192.0.2.77')).toBe('192.0.2.0');
    expect(loggedNetwork('2001:db8:1:2:3::4')).toBe('2001:db8:1::');
    expect(loggedNetwork('"><script>')).toBe('');
  });
});
