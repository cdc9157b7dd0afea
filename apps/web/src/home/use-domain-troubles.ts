import { useQueries, useQuery } from '@tanstack/react-query';
import { call } from '../api/call.ts';

/** A domain whose records are not as they should be, and which of them. */
export type DomainTrouble = { domain: string; checks: readonly string[] };

const askAgainMs = 10 * 60_000;

/** Sender domains that DNS tells wrongly of. DNS may take seconds, so it is asked beside everything else, and seldom. */
export function useDomainTroubles(): DomainTrouble[] {
  const domains = useQuery({ queryKey: ['domains'], queryFn: () => call('GET /domains', {}), staleTime: askAgainMs });
  const checked = useQueries({
    queries: (domains.data?.items ?? []).map(({ id }) => ({
      queryKey: ['domains', id, 'check'],
      queryFn: () => call('POST /domains/{id}/check', { path: { id } }),
      staleTime: askAgainMs,
      retry: false,
    })),
  });
  return checked.flatMap(({ data }) => {
    // A key that still waits to be published keeps nothing from being sent.
    const waiting = data?.domain.keys.filter(({ state }) => state === 'waiting').map(({ record }) => record.name) ?? [];
    const bad =
      data?.findings.filter(({ verdict, record }) => verdict === 'bad' && !waiting.includes(record.name)) ?? [];
    const checks = [...new Set(bad.map(({ check }) => names[check]))];
    return data === undefined || checks.length === 0 ? [] : [{ domain: data.domain.domain, checks }];
  });
}

const names = { dkim: 'DKIM', spf: 'SPF', dmarc: 'DMARC', mx: 'MX', inbound: 'MX' } as const;
