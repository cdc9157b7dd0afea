import type { Db } from '@hikyaku/database';
import { record } from '@hikyaku/events';
import { isSettled, readBooks } from '@hikyaku/ledger';
import { sql } from 'kysely';

/** Finishes the campaigns that have nothing left to do: frozen to the end, no batch open, no letter under way. Returns their ids. */
export async function finishDue(db: Db): Promise<string[]> {
  const { rows } = await sql<{ id: string; workspace_id: string }>`
    select c.id, c.workspace_id
    from campaigns c
    where c.status = 'sending' and c.kind = 'campaign' and c.prepared_at is not null
      and not exists (select from batches b where b.campaign_id = c.id and b.state <> 'closed')
    order by c.id
  `.execute(db);
  const finished: string[] = [];
  for (const row of rows) {
    if (await finish(db, row.workspace_id, row.id)) finished.push(row.id);
  }
  return finished;
}

async function finish(db: Db, workspaceId: string, campaignId: string): Promise<boolean> {
  const books = await readBooks(db, campaignId);
  if (!isSettled(books)) return false;
  return db.transaction().execute(async (tx) => {
    await sql`select pg_advisory_xact_lock(${campaignId})`.execute(tx);
    // Looked at again with the campaign held: a person may have sent uncertain letters again since.
    const { rows } = await sql<{ moved: boolean }>`
      select move_campaign(${campaignId}, array['sending'], 'finished') as moved
      where not exists (select from batches b where b.campaign_id = ${campaignId} and b.state <> 'closed')
    `.execute(tx);
    if (rows[0]?.moved !== true) return false;
    await record(tx, [{ kind: 'finished', workspaceId, campaignId, details: { ...books } }]);
    return true;
  });
}
