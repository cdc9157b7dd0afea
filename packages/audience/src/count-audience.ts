import type { Db } from '@hikyaku/database';
import { sql } from 'kysely';
import { type Audience, audiencePageSql } from './members.ts';

/** Whom a letter would reach if it were sent now, and how many stay out and why. Each person is counted once; `duplicates` are further lists of people counted already. */
export type AudienceReach = {
  reached: number;
  suppressed: number;
  unconfirmed: number;
  left: number;
  onExcludedList: number;
  duplicates: number;
};

const pageSize = 5_000;

/** Counts an audience page by page, as it is at this moment, with what suppressions say of a marketing letter. */
export async function countAudience(db: Db, audience: Audience): Promise<AudienceReach> {
  const reach: AudienceReach = { reached: 0, suppressed: 0, unconfirmed: 0, left: 0, onExcludedList: 0, duplicates: 0 };
  for (let after = '0'; ; ) {
    const { rows } = await sql<AudienceReach & { last: string | null }>`
      with page as (${audiencePageSql(audience, { after, limit: pageSize })}), seen as (
        select p.*, p.outcome = 'member' and p.suspect and exists (
          select from stopping_scopes(${audience.workspaceId}, 'marketing', p.address_key, p.list_id, p.contact_id)
        ) as stopped
        from page p
      )
      select
        (count(*) filter (where outcome = 'member' and not stopped))::integer as reached,
        (count(*) filter (where stopped))::integer as suppressed,
        (count(*) filter (where outcome = 'unconfirmed'))::integer as unconfirmed,
        (count(*) filter (where outcome = 'left'))::integer as "left",
        (count(*) filter (where outcome = 'on-excluded-list'))::integer as "onExcludedList",
        coalesce(sum(duplicates) filter (where outcome = 'member'), 0)::integer as duplicates,
        max(contact_id) as last
      from seen
    `.execute(db);
    const [row] = rows;
    if (row === undefined || row.last === null) return reach;
    reach.reached += row.reached;
    reach.suppressed += row.suppressed;
    reach.unconfirmed += row.unconfirmed;
    reach.left += row.left;
    reach.onExcludedList += row.onExcludedList;
    reach.duplicates += row.duplicates;
    after = row.last;
  }
}
