import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { addressOf, call } from '../api/call.ts';
import type { CampaignWithCounts } from '../api/generated/operations.ts';

/** How fast a campaign goes, by what its books have shown in the last seconds. */
export type Pace = { perSecond: number; secondsLeft: number | undefined };

/** A campaign with its books, kept up to date by the server for as long as it goes on. */
export function useProgress(id: string) {
  const client = useQueryClient();
  const key = ['campaign', id];
  const campaign = useQuery({ queryKey: key, queryFn: () => call('GET /campaigns/{id}', { path: { id } }) });
  const status = campaign.data?.status;
  const pace = usePace(campaign.data);

  useEffect(() => {
    if (status === undefined || isStill(status)) return;
    const source = new EventSource(addressOf('GET /campaigns/{id}/progress', { path: { id } }));
    source.addEventListener('message', ({ data }) =>
      client.setQueryData<CampaignWithCounts>(['campaign', id], JSON.parse(data)),
    );
    return () => source.close();
  }, [client, id, status]);

  return { campaign, pace };
}

/** Whether nothing happens to a campaign by itself. */
function isStill(status: CampaignWithCounts['status']): boolean {
  return status === 'draft' || status === 'finished' || status === 'cancelled';
}

const lookBackMs = 15_000;

function usePace(campaign: CampaignWithCounts | undefined): Pace | undefined {
  const seen = useRef<{ atMs: number; settled: number }[]>([]);
  const [pace, setPace] = useState<Pace>();
  useEffect(() => {
    if (campaign?.status !== 'sending') {
      seen.current = [];
      setPace(undefined);
      return;
    }
    const now = { atMs: performance.now(), settled: campaign.settled };
    seen.current = [...seen.current.filter(({ atMs }) => now.atMs - atMs < lookBackMs), now];
    const [first] = seen.current;
    if (first === undefined || now.atMs - first.atMs < 900) return;
    const perSecond = ((now.settled - first.settled) * 1_000) / (now.atMs - first.atMs);
    setPace({ perSecond, secondsLeft: perSecond > 0 ? campaign.underway / perSecond : undefined });
  }, [campaign]);
  return pace;
}
