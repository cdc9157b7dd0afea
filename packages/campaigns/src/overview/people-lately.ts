import type { Db } from '@hikyaku/database';
import { sql } from 'kysely';

/** How many people a workspace has gained and lost in some days. */
export type PeopleLately = { days: number; gained: number; left: number; gone: number };

/**
 * People who were added, who said "no" or complained, and whose addresses turned out to be no more. Both tables are read by their ids,
 * which are ordered by time, so it costs what has happened lately; who left before, came back and left again is not counted.
 */
export async function peopleLately(db: Db, workspaceId: string, days: number): Promise<PeopleLately> {
  const { rows } = await sql<Omit<PeopleLately, 'days'>>`
    with since as (select first_id_at(clock_timestamp() - make_interval(days => ${days})) as id)
    select
      (select count(*)::integer from contacts c, since where c.workspace_id = ${workspaceId} and c.id >= since.id) as gained,
      (
        select count(distinct s.address_key)::integer from suppressions s, since
        where s.id >= since.id and s.workspace_id = ${workspaceId} and s.lifted_at is null
          and s.reason in ('unsubscribed', 'complaint')
      ) as left,
      (
        select count(*)::integer from suppressions s, since
        where s.id >= since.id and s.scope = 'invalid' and s.lifted_at is null
          and exists (
            select from contacts c where c.workspace_id = ${workspaceId} and c.address_key = s.address_key
          )
      ) as gone
  `.execute(db);
  return { days, ...(rows[0] ?? { gained: 0, left: 0, gone: 0 }) };
}
