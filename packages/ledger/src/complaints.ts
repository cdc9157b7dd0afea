import type { Db } from '@hikyaku/database';
import { sql } from 'kysely';

/** Somebody who complained, and to whom. */
export type Complainant = { workspaceId: string; addressKey: Buffer };

/**
 * Counts complaints against the campaign whose letter each person got last, of those that ended within two weeks or go on. One that no
 * such letter explains is counted nowhere.
 */
export async function tallyComplaints(db: Db, people: readonly Complainant[]): Promise<void> {
  await sql`
    insert into tallies as t (campaign_id, slot_id, day, complaints)
    select last.campaign_id, last.slot_id, (clock_timestamp() at time zone 'UTC')::date, count(*)
    from unnest(
      ${people.map((p) => p.workspaceId)}::bigint[],
      ${people.map((p) => p.addressKey)}::bytea[]
    ) p(workspace_id, address_key)
    cross join lateral (
      select d.campaign_id, b.slot_id
      from campaigns c
      join deliveries d on d.campaign_id = c.id and d.address_key = p.address_key and d.state = 'accepted'
      join batches b on b.id = d.batch_id
      where c.workspace_id = p.workspace_id and c.kind = 'campaign'
        and (c.ended_at is null or c.ended_at > clock_timestamp() - interval '14 days')
      order by d.settled_at desc
      limit 1
    ) last
    group by 1, 2
    order by 1, 2
    on conflict (campaign_id, slot_id, day) do update set complaints = t.complaints + excluded.complaints
  `.execute(db);
}
