import type { Db } from '@hikyaku/database';
import { isSettled, readBooks } from '@hikyaku/ledger';
import { sql } from 'kysely';

/** How far it came: letters withheld by this call, and whether the campaign is cancelled now. */
export type Remaining = { withheld: number; cancelled: boolean };

/**
 * Withholds what waits of a campaign that is being cancelled, a batch at a time, in key order, and closes the batches; when no
 * letter is queued, deferred or attempting any more the campaign is cancelled. Letters on the wire settle by themselves: until
 * they have, this answers `cancelled: false` and is called again. Harmless to repeat and to interrupt.
 */
export async function cancelRemaining(db: Db, campaignId: string): Promise<Remaining> {
  let withheld = 0;
  for (let after = '0'; ; ) {
    const batches = await openBatches(db, campaignId, after);
    for (const batchId of batches) withheld += await withholdBatch(db, campaignId, batchId);
    const last = batches.at(-1);
    if (last === undefined) break;
    after = last;
  }
  return { withheld, cancelled: await closeCampaign(db, campaignId) };
}

async function openBatches(db: Db, campaignId: string, after: string): Promise<string[]> {
  const rows = await db
    .selectFrom('batches')
    .select('batches.id')
    .innerJoin('campaigns', 'campaigns.id', 'batches.campaign_id')
    .where('campaign_id', '=', campaignId)
    .where('campaigns.status', '=', 'cancelling')
    .where('batches.state', '<>', 'closed')
    .where('batches.id', '>', after)
    .orderBy('batches.id')
    .limit(200)
    .execute();
  return rows.map((row) => row.id);
}

/** A leased batch is left to the sender that holds it; it finds nothing that the gate would clear. */
async function withholdBatch(db: Db, campaignId: string, batchId: string): Promise<number> {
  const { rows } = await sql<{ withheld: number }>`
    with waiting as materialized (
      select d.campaign_id, d.address_key, d.letter_no
      from deliveries d
      where d.batch_id = ${batchId} and d.state in ('queued', 'deferred')
      order by d.campaign_id, d.address_key, d.letter_no
      for no key update of d
    ), taken as (
      update deliveries d
      set state = 'withheld', reason = 'campaign-cancelled', settled_at = clock_timestamp()
      from waiting w
      where d.campaign_id = w.campaign_id and d.address_key = w.address_key and d.letter_no = w.letter_no
      returning 1
    )
    select count(*)::integer as withheld from taken
  `.execute(db);
  await sql`
    update batches b set state = 'closed'
    where b.id = ${batchId} and b.state = 'ready' and not exists (
      select from deliveries d
      where d.batch_id = ${batchId} and d.state in ('queued', 'deferred', 'attempting')
    )
  `.execute(db);
  return rows[0]?.withheld ?? 0;
}

async function closeCampaign(db: Db, campaignId: string): Promise<boolean> {
  const open = await db
    .selectFrom('batches')
    .select('id')
    .where('campaign_id', '=', campaignId)
    .where('state', '<>', 'closed')
    .limit(1)
    .executeTakeFirst();
  if (open !== undefined || !isSettled(await readBooks(db, campaignId))) return false;
  await sql`select move_campaign(${campaignId}, array['cancelling'], 'cancelled')`.execute(db);
  const row = await db.selectFrom('campaigns').select('status').where('id', '=', campaignId).executeTakeFirst();
  return row?.status === 'cancelled';
}
