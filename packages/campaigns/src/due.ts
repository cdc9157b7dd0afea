import type { Db } from '@hikyaku/database';
import { sql } from 'kysely';

/** Campaigns that wait for a hand: to be prepared (or prepared further), and to be cancelled to the end. */
export type DueCampaigns = { prepare: string[]; cancel: string[] };

/**
 * The campaigns whose reminder may have been lost: scheduled ones whose time has come, preparing ones that may have been left
 * half-way, cancelling ones. Both verbs are harmless to repeat, so a campaign that somebody is at work on may be named, too.
 */
export async function dueCampaigns(db: Db): Promise<DueCampaigns> {
  const { rows } = await sql<{ id: string; status: string }>`
    select id, status from campaigns
    where status not in ('draft', 'finished', 'cancelled')
      and (status in ('preparing', 'cancelling') or status = 'scheduled' and scheduled_at <= clock_timestamp())
    order by scheduled_at, id
  `.execute(db);
  const ids = (cancelling: boolean) =>
    rows.filter((row) => (row.status === 'cancelling') === cancelling).map((row) => row.id);
  return { prepare: ids(false), cancel: ids(true) };
}
