import { setTimeout as delay } from 'node:timers/promises';
import { type CampaignStatus, type CampaignView, viewCampaign } from '@hikyaku/campaigns';
import type { Db } from '@hikyaku/database';

/**
 * Looks at campaigns for as long as somebody watches. However many watch one, it is looked at once: when the database tells that it has
 * moved on, every second while letters go out, every 15 s otherwise, and never longer than a tenth of the time, so that counting a large
 * ledger does not slow its sending.
 */
export type CampaignWatch = {
  /** Views of a campaign as it goes on, the first at once; ends when it is over, is gone, or the process stops. */
  follow(workspaceId: string, campaignId: string): AsyncIterable<CampaignView>;
  /** Looks at a campaign at once, where somebody watches it: it has moved on. */
  moved(campaignId: string): void;
  close(): void;
};

/** A campaign that is watched: the look under way, which all who wait share, and how many they are. */
type Watched = {
  watchers: number;
  next: Promise<CampaignView | undefined>;
  looking: boolean;
  tookMs: number;
  wake: AbortController;
};

/** How long a look waits for the next: while letters go out, and while nothing is expected to happen. */
export type WatchPauses = { busyMs: number; stillMs: number };

const usualPauses: WatchPauses = { busyMs: 1_000, stillMs: 15_000 };

/** Opens the watch of one process. */
export function openCampaignWatch(db: Db, { busyMs, stillMs }: WatchPauses = usualPauses): CampaignWatch {
  const watched = new Map<string, Watched>();
  const closing = new AbortController();

  async function lookAfter(pauseMs: number, one: Watched, workspaceId: string, campaignId: string) {
    const signal = AbortSignal.any([closing.signal, one.wake.signal]);
    await delay(pauseMs, undefined, { signal, ref: false }).catch(() => undefined);
    if (closing.signal.aborted) return undefined;
    // From before the look, so that a move during it is looked at again.
    one.wake = new AbortController();
    const began = performance.now();
    const view = await viewCampaign(db, workspaceId, campaignId);
    one.tookMs = performance.now() - began;
    return view;
  }

  async function* follow(workspaceId: string, campaignId: string): AsyncIterable<CampaignView> {
    const key = `${workspaceId} ${campaignId}`;
    // Before the first look, so that no move is missed after it.
    const one = watched.get(key) ?? unwatched();
    watched.set(key, one);
    one.watchers += 1;
    try {
      let view = await viewCampaign(db, workspaceId, campaignId);
      while (view !== undefined) {
        yield view;
        if (isOver(view.campaign.status) || closing.signal.aborted) return;
        if (!one.looking) {
          one.looking = true;
          const pauseMs = Math.max(isBusy(view) ? busyMs : stillMs, 10 * one.tookMs);
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

  function moved(campaignId: string) {
    for (const [key, one] of watched) if (key.endsWith(` ${campaignId}`)) one.wake.abort();
  }

  return { follow, moved, close: () => closing.abort() };
}

function unwatched(): Watched {
  return {
    watchers: 0,
    next: Promise.resolve(undefined),
    looking: false,
    tookMs: 0,
    wake: new AbortController(),
  };
}

function isOver(status: CampaignStatus): boolean {
  return status === 'finished' || status === 'cancelled';
}

/** Whether its books move: a campaign that was paused may have letters on the wire still. */
function isBusy({ campaign: { status }, progress }: CampaignView): boolean {
  return status === 'preparing' || status === 'sending' || status === 'cancelling' || progress.counts.attempting > 0;
}
