import { sql } from 'kysely';
import type { Fleet } from './fleet.ts';
import { often } from './often.ts';
import { pauseFor } from './pause-for.ts';
import { leaseSeconds } from './sender-process.ts';
import type { Stage } from './stage.ts';

/** Everything that happens to machines: kills, freezes, cut connections, rows held by somebody else, jobs handed out twice. */
export async function disasters(stage: Stage, fleet: Fleet): Promise<void> {
  const { weather, random, db } = stage;
  await Promise.all([
    often(stage, weather.kills, () => {
      const victim = random.pick(fleet.running());
      if (victim) fleet.kill(victim);
    }),
    often(stage, weather.freezes, () => {
      const victim = random.pick(fleet.running());
      const forMs = random.chance(weather.longFreezes) ? 1_000 + random.below(400) : random.below(leaseSeconds * 1_500);
      if (victim) fleet.freeze(victim, forMs);
    }),
    often(stage, weather.suspensions, () => fleet.suspend(1_000 + random.below(400))),
    often(stage, weather.doubleTicks, () => random.pick(fleet.running())?.tickAgain()),
    often(stage, weather.cuts, async () => {
      const { rows } = await sql`
        select pg_terminate_backend(pid) from pg_stat_activity
        where datname = current_database() and application_name in ('sender', 'people', 'freeze') and state <> 'idle'
        order by random() limit 1
      `.execute(db);
      stage.tally.cuts += rows.length;
    }),
    often(stage, weather.blockers, () =>
      db.transaction().execute(async (tx) => {
        const key = Buffer.from(random.pick(stage.moving) ?? '', 'hex');
        await sql`select from deliveries where address_key = ${key} order by campaign_id, letter_no for no key update`.execute(
          tx,
        );
        await pauseFor(random.below(15));
      }),
    ),
  ]);
}
