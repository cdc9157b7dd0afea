import type { Db } from '@hikyaku/database';
import { record } from '@hikyaku/events';
import { sql } from 'kysely';
import { nextStep, type WarmDay } from './next-step.ts';
import { ceilingOf, defaultPlan, type WarmUpPlan } from './plan.ts';

/** A From domain that is being warmed up in a lane. `ceiling` is null when its plan has been gone through. */
export type WarmUp = {
  domain: string;
  lane: string;
  day: string;
  step: number;
  ceiling: number | null;
  taken: number;
  note: string;
};

/** Every warm-up of the installation, or those of one lane. */
export async function listWarmUps(db: Db, lane?: string): Promise<WarmUp[]> {
  const { rows } = await sql<WarmUp>`
    select domain, lane, day::text, step, ceiling, taken, note from warm_ups
    where ${lane ?? null}::text is null or lane = ${lane ?? null} order by domain, lane
  `.execute(db);
  return rows;
}

/** Which domain, and in which lane; in every lane there is when none is named. */
export type Warming = { domain: string; lane: string | null };

/** Begins the plan of a domain, today; where it is under way it goes on as it is. `no-lane` when there is none of that name. */
export async function startWarmUp(
  db: Db,
  { domain, lane }: Warming,
  plan: WarmUpPlan = defaultPlan,
): Promise<'started' | 'under-way' | 'no-lane'> {
  const { rows } = await sql<{ lanes: number; started: number }>`
    with wanted as (select name from lanes where ${lane}::text is null or name = ${lane}), started as (
      insert into warm_ups (domain, lane, ceiling, note)
      select ${domain.toLowerCase()}, name, ${ceilingOf(plan, 1)}, 'begun' from wanted
      on conflict (domain, lane) do nothing
      returning 1
    )
    select (select count(*) from wanted)::integer as lanes, (select count(*) from started)::integer as started
  `.execute(db);
  const { lanes = 0, started = 0 } = rows[0] ?? {};
  if (lanes === 0) return 'no-lane';
  return started > 0 ? 'started' : 'under-way';
}

/** Ends a warm-up: no ceiling from now on. Batches that were put off to tomorrow stay so. */
export async function stopWarmUp(db: Db, { domain, lane }: Warming): Promise<'stopped' | 'unknown'> {
  const { numAffectedRows = 0n } = await sql`
    delete from warm_ups where domain = ${domain.toLowerCase()} and (${lane}::text is null or lane = ${lane})
  `.execute(db);
  return numAffectedRows > 0n ? 'stopped' : 'unknown';
}

/** Opens today (UTC) for every warm-up whose last day is over: looks at how that day was answered, and takes the next step. */
export async function advanceWarmUps(db: Db, plan: WarmUpPlan = defaultPlan): Promise<WarmUp[]> {
  const { rows } = await sql<WarmDay & { domain: string; lane: string }>`
    select w.domain, w.lane, w.step, w.ceiling, w.taken as begun,
      (clock_timestamp() at time zone 'UTC')::date - w.day - 1 as "idleDays",
      coalesce(a.invalid, 0)::integer as invalid, coalesce(a.complaints, 0)::integer as complaints,
      coalesce(a.throttled, 0)::integer as throttled, coalesce(a.blocked, 0)::integer as blocked
    from warm_ups w
    cross join lateral (
      select sum(t.invalid) as invalid, sum(t.complaints) as complaints, sum(t.throttled) as throttled, sum(t.blocked) as blocked
      from lane_slots s
      join tallies t on t.slot_id = s.id and t.day = w.day
      join campaigns c on c.id = t.campaign_id and split_part(lower(c.from_email), '@', 2) = w.domain
      where s.lane = w.lane
    ) a
    where w.day < (clock_timestamp() at time zone 'UTC')::date and w.ceiling is not null
    order by w.domain, w.lane
  `.execute(db);
  const advanced: WarmUp[] = [];
  for (const { domain, lane, ...day } of rows) {
    const { step, why } = nextStep(day, plan.clean);
    const next = await open(db, { domain, lane, step, ceiling: ceilingOf(plan, step), note: why });
    if (next !== undefined) advanced.push(next);
  }
  return advanced;
}

/** Once a day, whichever sender comes first; its event stands in the same transaction. */
function open(
  db: Db,
  { domain, lane, step, ceiling, note }: Omit<WarmUp, 'day' | 'taken'>,
): Promise<WarmUp | undefined> {
  return db.transaction().execute(async (tx) => {
    const { rows } = await sql<WarmUp>`
      update warm_ups set day = (clock_timestamp() at time zone 'UTC')::date, step = ${step}, ceiling = ${ceiling}, taken = 0, note = ${note}
      where domain = ${domain} and lane = ${lane} and day < (clock_timestamp() at time zone 'UTC')::date
      returning domain, lane, day::text, step, ceiling, taken, note
    `.execute(tx);
    const [row] = rows;
    if (row === undefined) return undefined;
    await record(tx, [{ kind: 'warm-up-stepped', workspaceId: null, details: { domain, lane, step, ceiling, note } }]);
    return row;
  });
}
