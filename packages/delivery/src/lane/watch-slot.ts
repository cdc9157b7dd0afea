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

/** Whether any newsletter has something due, and any stream. */
export type Looked = { newsletters: boolean; streams: boolean };

/** Looks at a slot: `look` at once, and by itself ten times a second until it is stopped. */
export type Watch = {
  /** Lets whoever has something due join the rounds. */
  look(): Promise<Looked>;
  /** The next look that is made by itself; undefined when it fails or the watch is stopped, after which there is none. */
  nextLook(): Promise<Looked | undefined>;
  stop(): Promise<void>;
};

/** Watches a slot for campaigns that come to have something due. A look that fails is told and repeated. */
export function watchSlot({ db, slotId, newsletters, streams, onStreams, onTrouble }: Watching): Watch {
  const stopped = new AbortController();
  let looked = Promise.withResolvers<Looked | undefined>();

  async function look(): Promise<Looked> {
    const waiting = await waitingCampaigns(db, slotId);
    for (const campaign of waiting) (campaign.stream ? streams : newsletters).join(campaign);
    const found = {
      newsletters: waiting.some((campaign) => !campaign.stream),
      streams: waiting.some((campaign) => campaign.stream),
    };
    if (found.streams) onStreams();
    return found;
  }

  async function lookAgainAndAgain(): Promise<void> {
    for (;;) {
      await pause(lookEveryMs, undefined, { signal: stopped.signal }).catch(() => {});
      const { resolve } = looked;
      const found = stopped.signal.aborted ? undefined : await look().catch(tell);
      looked = Promise.withResolvers();
      resolve(found);
      if (stopped.signal.aborted) return;
    }
  }

  function tell(error: unknown): undefined {
    onTrouble(error);
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
