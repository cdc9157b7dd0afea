import type { Db } from '@hikyaku/database';
import { sql } from 'kysely';
import type { KeyedTable } from './keyed-tables.ts';

const pageSize = 5_000;

/** Works out what each key becomes, page by page: the secret stays here, out of the server's statements and logs. Goes on where it stopped. */
export async function workOutKeys(
  db: Db,
  renew: (key: Buffer) => Buffer,
  tell: (worked: number) => void,
): Promise<void> {
  for (;;) {
    const page = await db
      .selectFrom('rekeyed_addresses')
      .select('old_key')
      .where('new_key', 'is', null)
      .limit(pageSize)
      .execute();
    if (page.length === 0) return;
    const old = page.map((row) => row.old_key);
    await sql`
      update rekeyed_addresses r set new_key = u.new_key
      from unnest(${old}::bytea[], ${old.map(renew)}::bytea[]) u(old_key, new_key)
      where r.old_key = u.old_key
    `.execute(db);
    tell(page.length);
  }
}

/**
 * Brings the rows of one table to their new keys, in a transaction of its own; how many there were. A repeat finds none, because no new
 * key is among the old ones.
 */
export async function rekeyTable(db: Db, { name, appendOnly }: KeyedTable): Promise<number> {
  return db.transaction().execute(async (tx) => {
    const [table, trigger] = [sql.raw(name), sql.id(appendOnly ?? '')];
    if (appendOnly !== null) await sql`alter table ${table} disable trigger ${trigger}`.execute(tx);
    const { numAffectedRows = 0n } = await sql`
      update ${table} t set address_key = r.new_key from rekeyed_addresses r where t.address_key = r.old_key
    `.execute(tx);
    if (appendOnly !== null) await sql`alter table ${table} enable trigger ${trigger}`.execute(tx);
    return Number(numAffectedRows);
  });
}
