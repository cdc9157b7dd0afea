import type { MailHost, Site } from '../../dns/site.ts';
import type { Unreached } from '../../transport.ts';
import type { TlsDemand } from '../tls-demand.ts';

/** A host that is tried, and how much TLS it owes letters of this domain. */
export type OwingHost = MailHost & { tls: TlsDemand };

/** Hosts to try, on lines that letters with the same `lines` share. `shortfall`: what a policy in testing has against them. */
export type HostsRoute = {
  kind: 'hosts';
  site: string;
  lines: string;
  hosts: readonly OwingHost[];
  shortfall: string | undefined;
};

/** How letters to a domain travel; or why they go nowhere. */
export type Route = HostsRoute | Unreached;

/** What a domain's MTA-STS policy says of its hosts (RFC 8461 §5). */
export type StsDemand = { mode: 'none' } | { mode: 'testing' | 'enforce'; covers: (host: string) => boolean };

/**
 * Puts together what the DNS and the policy say. In `enforce` only hosts that the policy names are tried, with a certificate of their
 * name. Domains with the same hosts in the same order and the same demands share lines.
 */
export function routeOf(domain: string, site: Site, policy: StsDemand): Route {
  if (site.kind === 'trouble') {
    return { kind: 'unreached', fate: 'later', reason: 'name-trouble', error: `451 4.4.3 ${domain}: ${site.error}` };
  }
  if (site.kind === 'none') return nowhere(domain, site.why);
  const hosts = site.hosts
    .filter((host) => policy.mode !== 'enforce' || policy.covers(host.name))
    .map((host): OwingHost => ({ ...host, tls: demandOf(host, policy) }));
  if (hosts.length === 0) {
    const error = `451 4.7.5 the MTA-STS policy of ${domain} names none of its hosts (${site.name})`;
    return { kind: 'unreached', fate: 'later', reason: 'tls-owed', error };
  }
  return {
    kind: 'hosts',
    site: site.name,
    lines: hosts.map(inWords).join(' '),
    hosts,
    shortfall: policy.mode === 'testing' ? shortfallOf(domain, site.hosts, policy) : undefined,
  };
}

/** Only a null MX is the domain's own word that nobody is there: what is missing may be a name server's mistake, or ours. */
function nowhere(domain: string, why: Extract<Site, { kind: 'none' }>['why']): Unreached {
  const final = { kind: 'unreached', fate: 'final' } as const;
  switch (why) {
    case 'null-mx':
      return { ...final, reason: 'invalid-address', error: `556 5.1.10 ${domain} takes no mail (null MX, RFC 7505)` };
    case 'no-such-domain':
      return { ...final, reason: 'doubtful-address', error: `550 5.1.2 there is no domain ${domain}` };
    case 'no-host':
      return { ...final, reason: 'doubtful-address', error: `550 5.4.4 ${domain} has no host that takes mail` };
    case 'address-literal':
      return { ...final, reason: 'protocol', error: `550 5.1.2 ${domain} is no domain; mail goes to domains only` };
  }
}

function demandOf(host: MailHost, policy: StsDemand): TlsDemand {
  switch (policy.mode) {
    case 'none':
      return { mode: 'opportunistic' };
    case 'testing':
      return { mode: 'testing', certificateName: host.name };
    case 'enforce':
      return { mode: 'required', certificateName: host.name };
  }
}

function shortfallOf(
  domain: string,
  hosts: readonly MailHost[],
  { covers }: Extract<StsDemand, { mode: 'testing' | 'enforce' }>,
): string | undefined {
  const strangers = hosts.filter((host) => !covers(host.name)).map((host) => host.name);
  return strangers.length === 0 ? undefined : `the MTA-STS policy of ${domain} does not name ${strangers.join(', ')}`;
}

function inWords({ name, preference, tls }: OwingHost): string {
  return `${preference}/${name}/${tls.mode}`;
}
