import { prepareJob, type Remind, type Wake } from '@hikyaku/campaigns';
import { laneTick, laneTickId } from '@hikyaku/delivery';
import { defaultPrefix, type Enqueue, openEnqueuer } from '@hikyaku/queue';
import { redisUrl } from './settings.ts';
import type { Context } from './verb.ts';

/** The reminders that go to the senders through Redis. */
export type WakeUps = { remind: Remind; wake: Wake };

const patienceMs = 2_000;

/** Does work with reminders at hand. Where Redis is away or not named they are left out: the senders find the rows by themselves. */
export async function withWakeUps<Result>(
  context: Context,
  work: (wakeUps: WakeUps) => Promise<Result>,
): Promise<Result> {
  const url = redisUrl(context.installation());
  if (url === undefined) return work({ remind: async () => {}, wake: async () => {} });
  const queue = openEnqueuer({ url, prefix: defaultPrefix }, () => {});
  try {
    return await work(wakeUps(queue.enqueue));
  } finally {
    await atMost(patienceMs, queue.close());
  }
}

function wakeUps(enqueue: Enqueue): WakeUps {
  return {
    remind(campaignId, at) {
      const delayMs = Math.max(0, at.getTime() - Date.now());
      return atMost(patienceMs, enqueue(prepareJob, `campaign-${campaignId}`, { campaignId }, { delayMs }));
    },
    wake(slotIds) {
      const ticks = slotIds.map((slotId) => enqueue(laneTick, laneTickId(slotId), { slotId }));
      return atMost(patienceMs, Promise.all(ticks));
    },
  };
}

/** Waits for a reminder, but not for a server that is away. */
async function atMost(ms: number, work: Promise<unknown>): Promise<void> {
  const quietly = work.then(
    () => undefined,
    () => undefined,
  );
  const { promise: late, resolve } = Promise.withResolvers<undefined>();
  const timer = setTimeout(resolve, ms, undefined);
  await Promise.race([quietly, late]);
  clearTimeout(timer);
}
