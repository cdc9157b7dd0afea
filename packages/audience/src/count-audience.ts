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
  inExcludedSegment: number;
  outsideSegments: number;
  duplicates: number;
  lanes: LaneReach[];
};

/** How many of those reached have their mail at the receivers of one lane; null: at all that have no lane of their own. */
export type LaneReach = { lane: string | null; people: number };

const pageSize = 5_000;

/**
 * Counts an audience page by page, as it is at this moment, with what suppressions say of a marketing letter. A signal that is aborted
 * ends it with the signal's reason, once the page under way is read.
 */
export async function countAudience(
  db: Db,
  audience: Audience,
  { signal }: { signal?: AbortSignal } = {},
): Promise<AudienceReach> {
  const lanes = new Map<string | null, number>();
  const reach: Counts = {
    reached: 0,
    suppressed: 0,
    unconfirmed: 0,
    left: 0,
    onExcludedList: 0,
    inExcludedSegment: 0,
    outsideSegments: 0,
    duplicates: 0,
  };
  for (let after = '0'; ; ) {
    signal?.throwIfAborted();
    const { rows } = await sql<Counts & { last: string | null; lanes: LaneReach[] }>`
      with page as (${audiencePageSql(audience, { after, limit: pageSize })}), seen as (
        select p.*, p.outcome = 'member' and p.suspect and exists (
          select from stopping_scopes(${audience.workspaceId}, 'marketing', p.address_key, p.list_id, p.contact_id)
        ) as stopped
        from page p
      ), bound as (
        select domain, count(*) as people from seen where outcome = 'member' and not stopped group by domain
      ), travelling as (
        select l.o_lane as lane, sum(b.people) as people
        from bound b join lanes_of((select array_agg(domain) from bound), false) l on l.o_domain = b.domain
        group by l.o_lane
      )
      select
        (count(*) filter (where outcome = 'member' and not stopped))::integer as reached,
        (count(*) filter (where stopped))::integer as suppressed,
        (count(*) filter (where outcome = 'unconfirmed'))::integer as unconfirmed,
        (count(*) filter (where outcome = 'left'))::integer as "left",
        (count(*) filter (where outcome = 'on-excluded-list'))::integer as "onExcludedList",
        (count(*) filter (where outcome = 'in-excluded-segment'))::integer as "inExcludedSegment",
        (count(*) filter (where outcome = 'outside-segments'))::integer as "outsideSegments",
        coalesce(sum(duplicates) filter (where outcome = 'member'), 0)::integer as duplicates,
        (select coalesce(jsonb_agg(jsonb_build_object('lane', lane, 'people', people)), '[]') from travelling) as lanes,
        max(contact_id) as last
      from seen
    `.execute(db);
    const [row] = rows;
    if (row === undefined || row.last === null) return { ...reach, lanes: largestFirst(lanes) };
    reach.reached += row.reached;
    reach.suppressed += row.suppressed;
    reach.unconfirmed += row.unconfirmed;
    reach.left += row.left;
    reach.onExcludedList += row.onExcludedList;
    reach.inExcludedSegment += row.inExcludedSegment;
    reach.outsideSegments += row.outsideSegments;
    reach.duplicates += row.duplicates;
    for (const { lane, people } of row.lanes) lanes.set(lane, (lanes.get(lane) ?? 0) + people);
    after = row.last;
  }
}

type Counts = Omit<AudienceReach, 'lanes'>;

function largestFirst(lanes: ReadonlyMap<string | null, number>): LaneReach[] {
  return [...lanes].map(([lane, people]) => ({ lane, people })).sort((a, b) => b.people - a.people);
}
