import type { Db } from '@hikyaku/database';

/** The slots that hold unfinished batches of a campaign: whom to wake. */
export async function slotsOf(db: Db, campaignId: string): Promise<number[]> {
  const rows = await db
    .selectFrom('batches')
    .select('slot_id')
    .distinct()
    .where('campaign_id', '=', campaignId)
    .where('state', '<>', 'closed')
    .execute();
  return rows.map((row) => row.slot_id);
}
