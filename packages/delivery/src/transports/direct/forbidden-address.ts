import { readFileSync } from 'node:fs';
import { BlockList, isIP } from 'node:net';

/**
 * What an address is when nothing may be sent there (`loopback`, `private` …), or undefined. An MX record is a stranger's word: it must not
 * lead to this machine or its neighbours.
 */
export type ForbiddenAddress = (address: string) => string | undefined;

/** Forbids every network that is not the public's (`special-networks.tsv`), but for those that are allowed. */
export function forbiddenAddress(allowed: BlockList): ForbiddenAddress {
  return (address) => {
    const family = familyOf(address);
    if (allowed.check(address, family)) return undefined;
    // Every IPv4 address is in the list of those that are mapped into IPv6, as node sees it.
    return specialNetworks.find((network) => network.family === family && network.list.check(address, family))?.what;
  };
}

/** Reads networks such as `127.0.0.0/8,fd00::/8`, none in an empty text; throws a sentence that says what to write. */
export function parseNetworks(text: string): BlockList {
  const list = new BlockList();
  for (const network of text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '')) {
    if (!add(list, network)) {
      throw new Error(`DIRECT_ALLOW has "${network}": write networks such as 10.0.0.0/8,fd00::/8.`);
    }
  }
  return list;
}

function add(list: BlockList, network: string): boolean {
  const [, address = '', bits = ''] = /^(.+)\/(\d{1,3})$/.exec(network) ?? [];
  if (isIP(address) === 0 || Number(bits) > (isIP(address) === 4 ? 32 : 128)) return false;
  list.addSubnet(address, Number(bits), familyOf(address));
  return true;
}

function familyOf(address: string): 'ipv4' | 'ipv6' {
  return isIP(address) === 6 ? 'ipv6' : 'ipv4';
}

const specialNetworks = readNetworks(new URL('special-networks.tsv', import.meta.url));

function readNetworks(file: URL): { what: string; family: 'ipv4' | 'ipv6'; list: BlockList }[] {
  const [, ...rows] = readFileSync(file, 'utf8').trimEnd().split('\n');
  return rows.map((row) => {
    const [network = '', what = ''] = row.split('\t');
    const list = new BlockList();
    if (!add(list, network)) throw new Error(`special-networks.tsv has "${row}", which names no network.`);
    return { what, family: network.includes(':') ? 'ipv6' : 'ipv4', list };
  });
}
