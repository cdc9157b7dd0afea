import { isIPv4, isIPv6 } from 'node:net';

/**
 * The part of an address that one household or host holds: an IPv4 address whole, of an IPv6 address the first 64 bits, since
 * whoever has one of those has all of them.
 */
export function clientNetwork(address: string | undefined): string {
  const plain = (address ?? '').replace(/^::ffff:(?=\d+\.)/i, '');
  return isIPv6(plain) ? `${groups(plain).slice(0, 4).join(':')}::` : plain;
}

/** An address as a log may keep it: the last 8 bits of IPv4, the last 80 of IPv6 are left out. */
export function loggedNetwork(address: string | undefined): string {
  const network = clientNetwork(address);
  if (isIPv4(network)) return network.replace(/\d+$/, '0');
  return isIPv6(network) ? `${groups(network).slice(0, 3).join(':')}::` : '';
}

function groups(address: string): string[] {
  const [head = '', tail] = address.replace(/%.*$/, '').split('::');
  const before = head === '' ? [] : head.split(':');
  const after = tail === undefined || tail === '' ? [] : tail.split(':');
  const missing = Array.from({ length: Math.max(0, 8 - before.length - after.length) }, () => '0');
  return [...before, ...missing, ...after].map((group) => group.toLowerCase().replace(/^0+(?=.)/, ''));
}
