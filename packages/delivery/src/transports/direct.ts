import { siteOf } from '../dns/site.ts';
import type { LineLimits } from '../line-pool.ts';
import type { Line, Transmission, Transport, Unreached } from '../transport.ts';
import type { Destination, WayOut } from '../way-out.ts';
import { openOutages } from './direct/outages.ts';
import { type Reaching, reachSite } from './direct/reach-site.ts';
import { type HostsRoute, routeOf, type StsDemand } from './direct/route.ts';
import { pipeliningLine } from './smtp/pipelining-line.ts';
import type { Session } from './smtp/session.ts';
import { standardTimeouts, type Timeouts } from './smtp/timeouts.ts';

/** What direct delivery needs beside the hosts. `report` is told what a policy in testing would have refused, once for each host. */
export type DirectParts = Reaching & {
  policyOf: (domain: string) => Promise<StsDemand>;
  report: (shortfall: string) => void;
};

/** QUIRK: a minute for a greeting and for EHLO, not five (RFC 5321 §4.5.3.2.1): there is a next host, and others wait for the line. */
export const directTimeouts: Timeouts = {
  ...standardTimeouts,
  connectMs: 15_000,
  greetingMs: 60_000,
  commandMs: 60_000,
};

/** A site's share where nobody says otherwise: as many lines as a destination gets from Postfix at first, as many letters a line as from KumoMTA. */
export const directLimits: LineLimits = { lines: 5, letters: 100 };

/**
 * Letters go straight to the hosts of their domains. A domain that cannot be reached is its own letters' affair: they get a line that says
 * so, behind the gate as any other, and no other domain waits for it.
 */
export function direct(parts: DirectParts): WayOut {
  const outages = openOutages(parts.nowMs);
  const report = once(parts.report);

  async function open(route: HostsRoute): Promise<Line> {
    const reached = await outages.attempt(route.lines, () => reachSite(route.hosts, parts));
    if (reached.kind === 'unreached') return silentLine(reached);
    const { session, host } = reached;
    const isTested = route.hosts.some(({ name, tls }) => name === host && tls.mode === 'testing');
    if (isTested && session.tlsShortfall !== undefined) report(`${host}: ${session.tlsShortfall}`);
    return signed(pipeliningLine(session, parts.timeouts), nameOf(host, session));
  }

  return {
    async to(domain): Promise<Destination> {
      const [site, policy] = await Promise.all([siteOf(parts.resolver, domain), parts.policyOf(domain)]);
      const route = routeOf(domain, site, policy);
      if (route.kind === 'unreached')
        return { site: domain, lines: 'none', transport: to(async () => silentLine(route)) };
      if (route.shortfall !== undefined) report(route.shortfall);
      return { site: route.site, lines: route.lines, transport: to(() => open(route)) };
    },
  };
}

function to(open: () => Promise<Line>): Transport {
  return { open };
}

const mostTold = 1_000;

/** Tells each thing once; when it has told a thousand, each once more. */
function once(tell: (words: string) => void): (words: string) => void {
  const told = new Set<string>();
  return (words) => {
    if (told.has(words)) return;
    if (told.size >= mostTold) told.clear();
    told.add(words);
    tell(words);
  };
}

/** A line to nowhere: every letter is told why it goes no further. */
function silentLine(unreached: Unreached): Line {
  return { usable: false, close() {}, transmit: async () => unreached };
}

/** Whatever is said on a line is said by somebody. */
function signed(line: Line, by: string): Line {
  return {
    get usable() {
      return line.usable;
    },
    close: () => line.close(),
    async transmit(letter, beforeDot): Promise<Transmission> {
      const transmission = await line.transmit(letter, beforeDot);
      return transmission.kind === 'replied' ? { ...transmission, by } : transmission;
    },
  };
}

function nameOf(host: string, session: Session): string {
  return session.tlsVersion === undefined ? `${host}, in the clear` : `${host}, ${session.tlsVersion}`;
}
