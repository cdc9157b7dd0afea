import type { MTASTSPolicy } from 'mailauth';
import type { Answer, Resolver } from '../dns/answer.ts';
import type { StsDemand } from '../transports/direct/route.ts';

/** What policies are found with. */
export type Finding = {
  resolver: Resolver;
  /** Gives the text of a domain's policy file, or throws. */
  fetchText: (domain: string) => Promise<string>;
  /** Told when a policy that is announced cannot be had, and what holds instead. */
  report: (shortfall: string) => void;
  /** Milliseconds that never go back. */
  nowMs: () => number;
};

const minuteMs = 60_000;
/** How long a domain is not looked at again: its announcement has its own time to live besides. */
const settledMs = minuteMs;
/** RFC 8461 §3.3: a file that could not be had is not asked for again at once. */
const failedMs = 5 * minuteMs;
/** A policy is fetched anew every day, so that it is seldom close to its end (RFC 8461 §3.3). */
const freshMs = 1_440 * minuteMs;
const mostDomains = 10_000;

/**
 * Finds and remembers MTA-STS policies, reading them with mailauth, strictly. The last good one holds until its `max_age` is over,
 * whatever becomes of its announcement or its file meanwhile (RFC 8461 §5.1). A domain without one owes nothing.
 */
export async function openPolicies(finding: Finding): Promise<(domain: string) => Promise<StsDemand>> {
  // Loaded here because it takes 30 MB of memory, which nobody else need spend.
  const { parsePolicy, resolvePolicy, validateMx } = await import('mailauth/lib/mta-sts.js');
  const { nowMs } = finding;
  const domains = new Map<string, Domain>();

  async function look(name: string, domain: Domain): Promise<StsDemand> {
    const id = await resolvePolicy(name, { strict: true, resolver: txtOf(finding.resolver) }).catch(() => false);
    if (typeof id === 'string' && isWanted(id, domain, nowMs())) await renew(name, id, domain);
    domain.settledUntilMs = nowMs() + settledMs;
    return demandOf(domain.known);
  }

  async function renew(name: string, id: string, domain: Domain): Promise<void> {
    try {
      const policy = parsePolicy(await finding.fetchText(name), { strict: true });
      const maxAgeMs = 1_000 * (policy.maxAge ?? 0);
      domain.known = {
        id,
        policy,
        freshUntilMs: nowMs() + Math.min(freshMs, maxAgeMs / 2),
        endsAtMs: nowMs() + maxAgeMs,
      };
      domain.failed = undefined;
    } catch (error) {
      domain.failed = { id, untilMs: nowMs() + failedMs };
      const instead = demandOf(domain.known).mode === 'none' ? 'none holds' : 'the one before holds';
      finding.report(
        `the MTA-STS policy of ${name}: ${error instanceof Error ? error.message : String(error)}; ${instead}`,
      );
    }
  }

  function demandOf(known: Known | undefined): StsDemand {
    if (known === undefined || known.endsAtMs <= nowMs()) return { mode: 'none' };
    const { policy } = known;
    if (policy.mode !== 'testing' && policy.mode !== 'enforce') return { mode: 'none' };
    return { mode: policy.mode, covers: (host) => validateMx(host, policy, { strict: true }).valid };
  }

  return (name) => {
    const domain = domains.get(name) ?? { settledUntilMs: 0 };
    domains.delete(name);
    domains.set(name, domain);
    const [oldest] = domains.keys();
    if (domains.size > mostDomains && oldest !== undefined) domains.delete(oldest);
    if (domain.settledUntilMs > nowMs()) return Promise.resolve(demandOf(domain.known));
    domain.looking ??= look(name, domain).finally(() => {
      domain.looking = undefined;
    });
    return domain.looking;
  };
}

type Known = { id: string; policy: MTASTSPolicy; freshUntilMs: number; endsAtMs: number };
type Domain = {
  settledUntilMs: number;
  known?: Known | undefined;
  failed?: { id: string; untilMs: number } | undefined;
  looking?: Promise<StsDemand> | undefined;
};

function isWanted(id: string, { known, failed }: Domain, nowMs: number): boolean {
  if (failed?.id === id && failed.untilMs > nowMs) return false;
  return known?.id !== id || known.freshUntilMs <= nowMs;
}

/** As node's own resolver answers, which is what mailauth asks. */
function txtOf(resolver: Resolver) {
  return async (name: string): Promise<string[][]> => {
    const answer: Answer<string> = await resolver.txt(name);
    if (answer.kind === 'found') return answer.values.map((text) => [text]);
    const code = answer.kind === 'none' ? 'ENODATA' : 'ESERVFAIL';
    throw Object.assign(new Error(answer.kind === 'none' ? answer.why : answer.error), { code });
  };
}
