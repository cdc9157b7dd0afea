import { describe, expect, it } from '@jest/globals';
import { forbiddenAddress, parseNetworks } from './forbidden-address.ts';

describe('forbiddenAddress', () => {
  it.each([
    ['127.0.0.1', 'loopback'],
    ['127.255.0.9', 'loopback'],
    ['::1', 'loopback'],
    ['0.0.0.0', 'this network'],
    ['::', 'unspecified'],
    ['10.1.2.3', 'private'],
    ['172.31.255.255', 'private'],
    ['192.168.0.1', 'private'],
    ['fd12::1', 'private'],
    ['100.64.0.1', 'shared (carrier-grade NAT)'],
    ['169.254.169.254', 'link-local'],
    ['fe80::1', 'link-local'],
    ['224.0.0.1', 'multicast'],
    ['ff02::1', 'multicast'],
    ['255.255.255.255', 'reserved, broadcast'],
    ['192.0.2.1', 'documentation'],
    ['2001:db8::1', 'documentation'],
    ['::ffff:8.8.8.8', 'IPv4-mapped'],
    ['64:ff9b::a00:1', 'IPv4 translated'],
    ['2002:7f00:1::', '6to4'],
  ])('forbids %s: %s', (address, what) => {
    expect(forbiddenAddress(parseNetworks(''))(address)).toBe(what);
  });

  it.each(['::ffff:127.0.0.1', '::127.0.0.1', '2001:0:0:0::1'])('forbids an address in disguise: %s', (address) => {
    expect(forbiddenAddress(parseNetworks(''))(address)).toEqual(expect.any(String));
  });

  it.each(['8.8.8.8', '172.32.0.1', '100.128.0.1', '2606:4700::1', '2a00:1450::1'])(
    'allows the public’s %s',
    (address) => {
      expect(forbiddenAddress(parseNetworks(''))(address)).toBeUndefined();
    },
  );

  it('allows what is named, and nothing beside it', () => {
    const forbidden = forbiddenAddress(parseNetworks('127.0.0.0/8, ::1/128'));
    expect([forbidden('127.0.0.1'), forbidden('::1'), forbidden('10.0.0.1')]).toEqual([
      undefined,
      undefined,
      'private',
    ]);
  });
});

describe('parseNetworks', () => {
  it.each(['127.0.0.1', '10.0.0.0/33', 'localhost/8', '::1/129', '10.0.0.0/8;::1/128'])('refuses %s', (text) => {
    expect(() => parseNetworks(text)).toThrow('DIRECT_ALLOW has');
  });
});
