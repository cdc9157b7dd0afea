import { getServers } from 'node:dns';
import { type NameServer, parseNameServer, parseNetworks } from '@hikyaku/delivery';
import { z } from 'zod';
import { parsed } from './parsed.ts';

const families: Record<string, readonly (4 | 6)[]> = { '4': [4], '6': [6], '4,6': [4, 6], '6,4': [6, 4] };

/** The variables of DELIVERY=direct; what is left out is as the machine has it, and careful. */
export const directVariables = {
  DNS_SERVERS: parsed(z.string().optional(), (text) =>
    (text === undefined ? getServers() : text.split(',')).map(readServer),
  ),
  DIRECT_IP: parsed(z.string().default('4,6'), (text) => {
    const read = families[text.replaceAll(' ', '')];
    if (read === undefined)
      throw new Error(`DIRECT_IP is "${text}": write 4, 6, "4,6" or "6,4", the preferred one first.`);
    return read;
  }),
  DIRECT_ALLOW: parsed(z.string().default(''), parseNetworks),
  DIRECT_PORT: wholeNumber('DIRECT_PORT', 25, 65_535),
  DIRECT_CONNECTIONS: wholeNumber('DIRECT_CONNECTIONS', 200, 1_000),
};

/** A name that other mail hosts will look up: theirs is the first question about an unknown sender (RFC 5321 §4.1.4). */
export function isFullName(ehloName: string): boolean {
  return /^(?=.*\.[a-z][a-z0-9-]*[a-z0-9]$)(?!.*\.(?:local|localdomain|localhost|internal)$).+$/i.test(ehloName);
}

function readServer(text: string): NameServer {
  const server = parseNameServer(text.trim());
  if (server === undefined)
    throw new Error(`DNS_SERVERS has "${text}": write IP addresses such as 192.0.2.53 or [2001:db8::53]:53.`);
  return server;
}

function wholeNumber(name: string, standard: number, highest: number) {
  const sentence = `${name} must be a whole number from 1 to ${highest}, for instance ${standard}.`;
  return z
    .string()
    .default(String(standard))
    .refine((text) => /^\d{1,5}$/.test(text) && Number(text) >= 1 && Number(text) <= highest, sentence)
    .transform(Number);
}
