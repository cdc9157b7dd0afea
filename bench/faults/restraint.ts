import { z } from 'zod';
import { eventually } from '../../scripts/story/outside.ts';
import type { Stage } from '../trials/trial.ts';
import { insist, now, type Quiet } from './insist.ts';
import { inDatabase } from './in-database.ts';
import { pause, type Watch } from './watch.ts';

const seen = z.object({
  status: z.string(),
  statusReason: z.string().nullable(),
  counts: z.object({ attempting: z.number() }),
});

/**
 * Lets a campaign go on each time the brake has stopped it, as an author would who knows better. Answers the times at which it was
 * quiet: from the first look that finds no letter on the wire until it is asked to go on.
 */
export async function letGoOn({ world }: Stage, watch: Watch, campaignId: string): Promise<Quiet[]> {
  const quiet: Quiet[] = [];
  const look = async () => {
    const answer = await world.call('GET', `/campaigns/${campaignId}`).catch(() => undefined);
    return seen.safeParse(answer?.body).data;
  };
  while (!watch.isOver()) {
    const found = await look();
    if (found?.status === 'paused' && found.statusReason?.startsWith('too-many') && found.counts.attempting === 0) {
      const from = now();
      await pause(300);
      const until = now();
      if ((await look())?.status === 'paused') quiet.push({ from, until });
      await insist(async () => (await world.call('POST', `/campaigns/${campaignId}/resume`)).status);
    }
    await pause(200);
  }
  return quiet;
}

const newsDomain = 'story.example';

/** Warms the From domain up in every lane of strangers, with days that are short: the database believes that another has begun. */
export async function warmUp({ world, stateDir }: Stage, watch: Watch, dayMs: number): Promise<void> {
  const lanes = ['tail-1', 'tail-2', 'tail-3', 'tail-4'];
  for (const lane of lanes) {
    await insist(async () => (await world.call('POST', `/lanes/${lane}/warm-ups`, { domain: newsDomain })).status);
  }
  while (!watch.isOver()) {
    await pause(dayMs);
    await inDatabase(stateDir, async (client) => {
      await client.query('update warm_ups set day = day - 1');
      await client.query(
        `update batches set due_at = clock_timestamp() where state = 'ready' and due_at > clock_timestamp() + interval '1 minute'`,
      );
    }).catch(() => undefined);
  }
  await eventually(
    async () =>
      (await inDatabase(stateDir, (client) => client.query('delete from warm_ups')).catch(() => undefined)) && true,
    60_000,
    200,
  );
}
