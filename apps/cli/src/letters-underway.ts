import { type Db, publicId } from '@hikyaku/database';
import { sql } from 'kysely';

const mostTold = 20;

/** One line for each letter to an address that is on its way, newest campaign first, with what holds it. */
export async function lettersUnderway(
  db: Db,
  { workspaceId, addressKey }: { workspaceId: string; addressKey: Buffer },
): Promise<string[]> {
  // By campaign, because the ledger's key begins with it; few campaigns are ever under way at once.
  const { rows } = await sql<{ id: string; name: string; status: string; state: string; lanePaused: boolean }>`
    select c.id, c.name, c.status, d.state, l.paused_at is not null as "lanePaused"
    from campaigns c
    join deliveries d on d.campaign_id = c.id and d.address_key = ${addressKey}
    left join batches b on b.id = d.batch_id
    left join lane_slots s on s.id = b.slot_id
    left join lanes l on l.name = s.lane
    where c.workspace_id = ${workspaceId} and c.status in ('preparing', 'sending', 'paused', 'cancelling')
      and d.state in ('queued', 'attempting', 'deferred', 'uncertain')
    order by c.id desc
    limit ${mostTold}
  `.execute(db);
  return rows.map(({ id, name, status, state, lanePaused }) => {
    const held = [
      ...(status === 'sending' ? [] : [`campaign ${status}`]),
      ...(lanePaused ? ['its lane is paused'] : []),
    ];
    return `${publicId('campaign', id)} ${name}: ${[state, ...held].join('; ')}`;
  });
}
