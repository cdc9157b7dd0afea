import type { Db } from '@hikyaku/database';
import { record } from '@hikyaku/events';
import { sql } from 'kysely';

/** Opens the database to processes with the new pepper, forgets which key was which, and records that it was done. */
export async function endRekeying(db: Db, by: string): Promise<void> {
  await db.transaction().execute(async (tx) => {
    const { count } = await tx
      .selectFrom('rekeyed_addresses')
      .select(({ fn }) => fn.countAll<string>().as('count'))
      .executeTakeFirstOrThrow();
    await record(tx, [{ kind: 'pepper-replaced', workspaceId: null, details: { addresses: Number(count), by } }]);
    await sql`truncate rekeyed_addresses`.execute(tx);
    await tx.updateTable('installation').set({ rekeying_since: null }).execute();
  });
}
