import { type Db, pepperFingerprint } from '@hikyaku/database';
import { sql } from 'kysely';
import type { KeyedTable } from './keyed-tables.ts';

/**
 * From its commit on, no process starts with either pepper until the end. Every address key there is is written down first, in the same
 * transaction: what comes later can be told from it, however often the rest is interrupted. How many there are; undefined when another command
 * was first.
 */
export async function beginRekeying(
  db: Db,
  tables: readonly KeyedTable[],
  pepper: { from: Buffer; to: Buffer },
): Promise<number | undefined> {
  return db.transaction().execute(async (tx) => {
    const { numUpdatedRows } = await tx
      .updateTable('installation')
      .set({ pepper_fingerprint: pepperFingerprint(pepper.to), rekeying_since: sql<Date>`clock_timestamp()` })
      .where('pepper_fingerprint', '=', pepperFingerprint(pepper.from))
      .where('rekeying_since', 'is', null)
      .executeTakeFirstOrThrow();
    if (numUpdatedRows !== 1n) return undefined;
    for (const { name } of tables) {
      await sql`
        insert into rekeyed_addresses (old_key)
        select address_key from ${sql.raw(name)} where address_key is not null
        on conflict do nothing
      `.execute(tx);
    }
    const { count } = await tx
      .selectFrom('rekeyed_addresses')
      .select(({ fn }) => fn.countAll<string>().as('count'))
      .executeTakeFirstOrThrow();
    return Number(count);
  });
}
