import { setTimeout as delay } from 'node:timers/promises';
import { type CampaignStatus, type CampaignView, viewCampaign } from '@hikyaku/campaigns';
import type { Db } from '@hikyaku/database';

/**
 * Looks at campaigns for as long as somebody watches. However many watch one, it is looked at once: every second while letters go
 * out, every 5 s otherwise, and never longer than a tenth of the time, so that counting a large ledger does not slow its sending.
 */
export type CampaignWatch = {
  /** Views of a campaign as it goes on, the first at once; ends when it is over, is gone, or the process stops. */
  follow(workspaceId: string, campaignId: string): AsyncIterable<CampaignView>;
  close(): void;
};

/** A campaign that is watched: the look under way, which all who wait share, and how many they are. */
type Watched = { watchers: number; next: Promise<CampaignView | undefined>; looking: boolean; tookMs: number };

/** Opens the watch of one process. */
export function openCampaignWatch(db: Db): CampaignWatch {
  const watched = new Map<string, Watched>();
  const closing = new AbortController();

  async function lookAfter(pauseMs: number, one: Watched, workspaceId: string, campaignId: string) {
    await delay(pauseMs, undefined, { signal: closing.signal, ref: false }).catch(() => undefined);
    if (closing.signal.aborted) return undefined;
    const began = performance.now();
    const view = await viewCampaign(db, workspaceId, campaignId);
    one.tookMs = performance.now() - began;
    return view;
  }

  async function* follow(workspaceId: string, campaignId: string): AsyncIterable<CampaignView> {
    const key = `${workspaceId} ${campaignId}`;
    let view = await viewCampaign(db, workspaceId, campaignId);
    const one = watched.get(key) ?? { watchers: 0, next: Promise.resolve(view), looking: false, tookMs: 0 };
    watched.set(key, one);
    one.watchers += 1;
    try {
      while (view !== undefined) {
        yield view;
        if (isOver(view.campaign.status) || closing.signal.aborted) return;
        if (!one.looking) {
          one.looking = true;
          const pauseMs = Math.max(isBusy(view.campaign.status) ? 1_000 : 5_000, 10 * one.tookMs);
          one.next = lookAfter(pauseMs, one, workspaceId, campaignId).finally(() => {
            one.looking = false;
          });
        }
        view = await one.next;
      }
    } finally {
      one.watchers -= 1;
      if (one.watchers === 0) watched.delete(key);
    }
  }

  return { follow, close: () => closing.abort() };
}

function isOver(status: CampaignStatus): boolean {
  return status === 'finished' || status === 'cancelled';
}

function isBusy(status: CampaignStatus): boolean {
  return status === 'preparing' || status === 'sending' || status === 'cancelling';
}
