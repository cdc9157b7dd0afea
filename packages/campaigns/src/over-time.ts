import type { Db } from '@hikyaku/database';
import { sql } from 'kysely';

/** What became of letters in one step of time: settled as accepted, as refused for good, or otherwise. */
export type Moment = { at: Date; accepted: number; bounced: number; other: number };

/** A campaign's letters by when they were settled, in steps of equal length without gaps; empty before the first. */
export type OverTime = { stepSeconds: number; moments: Moment[] };

const mostSteps = 60;
const lengths = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1_800, 3_600, 7_200, 14_400, 28_800, 86_400];

/** Reads from its rows when a campaign's letters were settled. It looks at every letter, so it is for looking back, not for watching. */
export async function overTime(db: Db, campaignId: string): Promise<OverTime> {
  const { rows: bounds } = await sql<{ first: Date | null; last: Date | null }>`
    select min(settled_at) as first, max(settled_at) as last from deliveries
    where campaign_id = ${campaignId} and batch_id is not null
  `.execute(db);
  const { first = null, last = null } = bounds[0] ?? {};
  if (first === null || last === null) return { stepSeconds: 1, moments: [] };
  const stepSeconds = stepFor((last.getTime() - first.getTime()) / 1_000);
  const { rows } = await sql<Moment>`
    with steps as (
      select generate_series(
        floor(extract(epoch from ${first}::timestamptz) / ${stepSeconds}::integer),
        floor(extract(epoch from ${last}::timestamptz) / ${stepSeconds}::integer)
      ) as step
    ), settled as (
      select floor(extract(epoch from settled_at) / ${stepSeconds}::integer) as step, state, count(*) as letters
      from deliveries
      where campaign_id = ${campaignId} and batch_id is not null and settled_at is not null
      group by 1, 2
    )
    select to_timestamp(s.step * ${stepSeconds}::integer) as at,
      coalesce(sum(n.letters) filter (where n.state = 'accepted'), 0)::integer as accepted,
      coalesce(sum(n.letters) filter (where n.state = 'bounced'), 0)::integer as bounced,
      coalesce(sum(n.letters) filter (where n.state not in ('accepted', 'bounced')), 0)::integer as other
    from steps s left join settled n on n.step = s.step
    group by s.step
    order by s.step
  `.execute(db);
  return { stepSeconds, moments: rows };
}

/** The shortest step by which some seconds are told in few enough. */
export function stepFor(seconds: number): number {
  return lengths.find((length) => seconds / length < mostSteps - 1) ?? Math.ceil(seconds / mostSteps / 86_400) * 86_400;
}
