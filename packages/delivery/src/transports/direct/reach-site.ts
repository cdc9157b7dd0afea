import { parseSmtpReply, type SmtpReply } from '@hikyaku/message';
import type { Resolver } from '../../dns/answer.ts';
import type { Unreached } from '../../transport.ts';
import { reach } from '../smtp/reach.ts';
import { TlsFailedError } from '../smtp/dial.ts';
import { type Session, SessionRefusedError, TlsOwedError } from '../smtp/session.ts';
import type { Timeouts } from '../smtp/timeouts.ts';
import { addressOrder, attemptOrder } from './attempt-order.ts';
import type { ForbiddenAddress } from './forbidden-address.ts';
import type { OwingHost } from './route.ts';

/** What it takes to reach hosts. */
export type Reaching = {
  resolver: Resolver;
  ehloName: string;
  timeouts: Timeouts;
  /** The families of addresses that are used, the preferred one first. */
  families: readonly (4 | 6)[];
  forbidden: ForbiddenAddress;
  /** 25, but where hosts stand side by side on one machine. */
  portOf: (host: string) => number;
  random: () => number;
  /** Milliseconds that never go back. */
  nowMs: () => number;
};

/** A session with one of the hosts, or why there is none with any. */
export type Reached = { kind: 'reached'; session: Session; host: string } | Unreached;

/** A domain may name any number of hosts. Tried are so many, and so many addresses over all of them, until so much time is over. */
const mostHosts = 10;
const mostAddresses = 8;
const patienceMs = 90_000;

/**
 * Tries the hosts of a site, the preferred ones first, until one begins a session: where none can be reached, where the greeting is 4yz or
 * 5yz, and where TLS is owed and not given, the next one is tried (RFC 5321 §5.1).
 */
export async function reachSite(hosts: readonly OwingHost[], reaching: Reaching): Promise<Reached> {
  const endsAtMs = reaching.nowMs() + patienceMs;
  const failures: Failure[] = [];
  let tried = 0;
  for (const host of attemptOrder(hosts, reaching.random).slice(0, mostHosts)) {
    const found = await addressesOf(host.name, reaching);
    failures.push(...found.failures);
    for (const address of found.addresses) {
      if (tried >= mostAddresses || reaching.nowMs() > endsAtMs) return unreached(failures);
      tried += 1;
      try {
        const port = reaching.portOf(host.name);
        const server = { host: address, name: host.name, port, secure: false, tls: host.tls };
        return { kind: 'reached', session: await reach(server, reaching.ehloName, reaching.timeouts), host: host.name };
      } catch (error) {
        failures.push(failureOf(`${host.name} [${address}]`, error));
      }
    }
  }
  const untried = hosts.length - mostHosts;
  if (untried > 0) failures.push({ kind: 'shut', words: `${untried} more hosts were not tried` });
  return unreached(failures);
}

/** `gone`: no use to try again. */
type Failure = { kind: 'gone' | 'names' | 'tls' | 'shut'; words: string; reply?: SmtpReply };

async function addressesOf(host: string, { resolver, families, forbidden, random }: Reaching) {
  const answers = await Promise.all(families.map((family) => (family === 4 ? resolver.a(host) : resolver.aaaa(host))));
  const failures: Failure[] = [];
  const usable = answers.map((answer) => {
    if (answer.kind === 'trouble') failures.push({ kind: 'names', words: `${host}: ${answer.error}` });
    return (answer.kind === 'found' ? answer.values : []).filter((address) => {
      const what = forbidden(address);
      if (what !== undefined) failures.push({ kind: 'gone', words: `${host} has the ${what} address ${address}` });
      return what === undefined;
    });
  });
  const addresses = addressOrder(usable, random);
  if (addresses.length + failures.length === 0)
    failures.push({ kind: 'gone', words: `${host} has no ${wanted(families)}address` });
  return { addresses, failures };
}

function wanted(families: readonly (4 | 6)[]): string {
  return families.length > 1 ? '' : `IPv${families.join('')} `;
}

function failureOf(where: string, error: unknown): Failure {
  const words = `${where}: ${error instanceof Error ? error.message : String(error)}`;
  if (error instanceof SessionRefusedError) return { kind: 'shut', words, reply: parseSmtpReply(error.lines) };
  const isOfTls = error instanceof TlsOwedError || error instanceof TlsFailedError;
  return { kind: isOfTls ? 'tls' : 'shut', words };
}

/** What was wrong with all of them together; a refusal in the receiver's own words says the most. */
function unreached(failures: readonly Failure[]): Unreached {
  const words = failures.map((failure) => failure.words).join('; ');
  if (failures.every((failure) => failure.kind === 'gone')) {
    return { kind: 'unreached', fate: 'final', reason: 'receiver-trouble', error: `550 5.4.4 ${words}` };
  }
  const has = (kind: Failure['kind']) => failures.some((failure) => failure.kind === kind);
  const refused = failures.findLast((failure) => failure.reply !== undefined);
  const reply = refused?.reply === undefined ? {} : { reply: refused.reply };
  if (has('shut'))
    return { kind: 'unreached', fate: 'later', reason: 'site-unreachable', error: `451 4.4.1 ${words}`, ...reply };
  if (has('tls')) return { kind: 'unreached', fate: 'later', reason: 'tls-owed', error: `451 4.7.5 ${words}` };
  return { kind: 'unreached', fate: 'later', reason: 'name-trouble', error: `451 4.4.3 ${words}` };
}
