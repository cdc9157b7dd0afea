import { setTimeout as pause } from 'node:timers/promises';
import type { Db } from '@hikyaku/database';
import { waitingCampaigns } from './batch.ts';
import type { Turns } from './turns.ts';

/** How often a slot that is being drained is looked at: how long a letter may be due before anybody knows of it. */
const lookEveryMs = 100;

/** What is watched: newsletters join one round, streams of transactional letters another. */
export type Watching = {
  db: Db;
  slotId: number;
  newsletters: Turns;
  streams: Turns;
  /** Called at each look that finds a stream with something due. */
  onStreams: () => void;
  onTrouble: (error: unknown) => void;
};

/** Looks at a slot: `look` at once, and by itself ten times a second until it is stopped. */
export type Watch = {
  /** Lets whoever has something due join the rounds; whether any newsletter has. */
  look(): Promise<boolean>;
  /** Resolves after the next look that is made by itself, or when it is stopped. */
  nextLook(): Promise<void>;
  stop(): Promise<void>;
};

/** Watches a slot for campaigns that come to have something due. A look that fails is told and repeated. */
export function watchSlot({ db, slotId, newsletters, streams, onStreams, onTrouble }: Watching): Watch {
  const stopped = new AbortController();
  let looked = Promise.withResolvers<void>();

  async function look(): Promise<boolean> {
    const waiting = await waitingCampaigns(db, slotId);
    for (const campaign of waiting) (campaign.stream ? streams : newsletters).join(campaign);
    if (waiting.some((campaign) => campaign.stream)) onStreams();
    return waiting.some((campaign) => !campaign.stream);
  }

  async function lookAgainAndAgain(): Promise<void> {
    for (;;) {
      await pause(lookEveryMs, undefined, { signal: stopped.signal }).catch(() => {});
      if (!stopped.signal.aborted) await look().catch(onTrouble);
      looked.resolve();
      if (stopped.signal.aborted) return;
      looked = Promise.withResolvers();
    }
  }

  const looking = lookAgainAndAgain();
  return {
    look,
    nextLook: () => looked.promise,
    async stop() {
      stopped.abort();
      await looking;
    },
  };
}
