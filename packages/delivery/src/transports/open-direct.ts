import type { BlockList } from 'node:net';
import type { Resolver } from '../dns/answer.ts';
import { fetchPolicy } from '../sts/fetch-policy.ts';
import { openPolicies } from '../sts/policies.ts';
import type { WayOut } from '../way-out.ts';
import { direct, directTimeouts } from './direct.ts';
import { forbiddenAddress } from './direct/forbidden-address.ts';

/** What an operator says of direct delivery. */
export type DirectSettings = {
  /** This host's full name in the DNS. */
  ehloName: string;
  /** The families of addresses that are used, the preferred one first. */
  families: readonly (4 | 6)[];
  /** Networks that may be sent to though they are not the public's. */
  allowed: BlockList;
  /** Where mail hosts listen: 25, but in rehearsals. */
  port: number;
};

/** Opens the way out to every domain's own hosts, which `resolver` finds. `report` is told what is wrong with receivers' TLS and policies. */
export async function openDirect(
  settings: DirectSettings,
  resolver: Resolver,
  report: (shortfall: string) => void,
): Promise<WayOut> {
  const nowMs = () => performance.now();
  const forbidden = forbiddenAddress(settings.allowed);
  const fetchText = (domain: string) => fetchPolicy(domain, { resolver, forbidden });
  return direct({
    resolver,
    forbidden,
    report,
    nowMs,
    ehloName: settings.ehloName,
    families: settings.families,
    timeouts: directTimeouts,
    portOf: () => settings.port,
    policyOf: await openPolicies({ resolver, fetchText, report, nowMs }),
    random: Math.random,
  });
}
