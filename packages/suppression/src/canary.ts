import type { Db } from '@hikyaku/database';
import { sql } from 'kysely';

/** A workspace's reserved address: letters to it are made and never sent, and leaving through them is counted nowhere. */
export type Canary = { workspaceId: string; addressKey: Buffer };

/** Reserves the address for its workspace; harmless to repeat. */
export async function reserveCanary(db: Db, { workspaceId, addressKey }: Canary): Promise<void> {
  await db
    .insertInto('canaries')
    .values({ workspace_id: workspaceId, address_key: addressKey })
    .onConflict((conflict) => conflict.column('workspace_id').doUpdateSet({ address_key: addressKey }))
    .execute();
}

/** Whether the canary has left, in whatever scope. */
export async function hasCanaryLeft(db: Db, { workspaceId, addressKey }: Canary): Promise<boolean> {
  const row = await db
    .selectFrom('suppressions')
    .select('id')
    .where('address_key', '=', addressKey)
    .where('workspace_id', '=', workspaceId)
    .where('lifted_at', 'is', null)
    .executeTakeFirst();
  return row !== undefined;
}

/** Lets the canary come back: its suppressions go without a trace but their events, which say whose they are. */
export async function freeCanary(db: Db, { workspaceId, addressKey }: Canary): Promise<void> {
  await sql`
    delete from suppressions s using canaries c
    where c.workspace_id = ${workspaceId} and c.address_key = ${addressKey}
      and s.workspace_id = c.workspace_id and s.address_key = c.address_key
  `.execute(db);
}
