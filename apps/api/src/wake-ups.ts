import { prepareJob, type Remind, type Wake } from '@hikyaku/campaigns';
import { laneTick, laneTickId } from '@hikyaku/delivery';
import type { Enqueue } from '@hikyaku/queue';

/** The reminders that go to the senders through Redis. They reject when it is away; the rows are the truth all the same. */
export function wakeUps(enqueue: Enqueue): { wake: Wake; remind: Remind } {
  return {
    async wake(slotIds) {
      for (const slotId of slotIds) await enqueue(laneTick, laneTickId(slotId), { slotId });
    },
    async remind(campaignId, at) {
      const delayMs = Math.max(0, at.getTime() - Date.now());
      await enqueue(prepareJob, `campaign-${campaignId}`, { campaignId }, { delayMs });
    },
  };
}
