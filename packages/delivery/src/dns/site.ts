import { type Answer, isHostName, type MxRecord, type Resolver } from './answer.ts';

/** A host that takes a domain's mail, and how much it is preferred: the lower, the more. */
export type MailHost = { name: string; preference: number };

/**
 * Where a domain's mail goes. Domains with the same hosts are one site, whose patience they share: its name is the names of its hosts,
 * sorted, with a blank between them. `none` is the domain's fault and lasts; `trouble` is nobody's and passes.
 */
export type Site =
  | { kind: 'hosts'; name: string; hosts: readonly MailHost[] }
  | { kind: 'none'; why: 'null-mx' | 'no-such-domain' | 'no-host' | 'address-literal' }
  | { kind: 'trouble'; error: string };

/**
 * Looks for the hosts of a domain (lower-case A-labels), the most preferred first: its MX; without any, the domain itself if it has an
 * address (RFC 5321 §5.1); a null MX says that there are none (RFC 7505).
 */
export async function siteOf(resolver: Resolver, domain: string): Promise<Site> {
  if (!isHostName(domain)) return { kind: 'none', why: 'address-literal' };
  const exchanges = await resolver.mx(domain);
  switch (exchanges.kind) {
    case 'trouble':
      return exchanges;
    case 'found':
      return siteOfRecords(exchanges.values);
    case 'none':
      if (exchanges.why === 'no-such-domain') return { kind: 'none', why: 'no-such-domain' };
      return implicitSite(domain, await Promise.all([resolver.a(domain), resolver.aaaa(domain)]));
  }
}

/** A "." beside other records, and an address where a name belongs, are left out: nobody can be reached there. */
function siteOfRecords(records: readonly MxRecord[]): Site {
  const [only] = records;
  if (records.length === 1 && only?.exchange === '') return { kind: 'none', why: 'null-mx' };
  const hosts = new Map<string, MailHost>();
  for (const { exchange, preference } of records.toSorted((one, other) => one.preference - other.preference)) {
    if (isHostName(exchange) && !hosts.has(exchange)) hosts.set(exchange, { name: exchange, preference });
  }
  return hosts.size === 0 ? { kind: 'none', why: 'no-host' } : site([...hosts.values()]);
}

function implicitSite(domain: string, addresses: readonly Answer<string>[]): Site {
  if (addresses.some((answer) => answer.kind === 'found')) return site([{ name: domain, preference: 0 }]);
  return addresses.find((answer) => answer.kind === 'trouble') ?? { kind: 'none', why: 'no-host' };
}

function site(hosts: readonly MailHost[]): Site {
  return {
    kind: 'hosts',
    name: hosts
      .map((host) => host.name)
      .sort()
      .join(' '),
    hosts,
  };
}
