import type { Db } from '@hikyaku/database';
import { sql } from 'kysely';

/** A table with a column `address_key`, by its name as SQL writes it; `appendOnly` where a trigger refuses changes of rows. */
export type KeyedTable = { name: string; appendOnly: string | null };

/** Every table that holds rows with address keys, partitions one by one: read from the schema, so that none can be forgotten. */
export async function keyedTables(db: Db): Promise<KeyedTable[]> {
  const { rows } = await sql<KeyedTable>`
    select c.oid::regclass::text as name,
      (select t.tgname from pg_trigger t join pg_proc p on p.oid = t.tgfoid
       where t.tgrelid = c.oid and p.proname = 'refuse_change') as "appendOnly"
    from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'address_key' and not a.attisdropped
    where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace
    order by 1
  `.execute(db);
  return rows;
}
