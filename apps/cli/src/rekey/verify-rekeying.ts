import type { Db } from '@hikyaku/database';
import { addressKey, parseAddress } from '@hikyaku/message';
import { sql } from 'kysely';
import type { KeyedTable } from './keyed-tables.ts';

const pageSize = 5_000;

/** How many rows of a table bear a key that is none of the new ones. */
export async function strayRows(db: Db, { name }: KeyedTable): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::integer as count from ${sql.raw(name)} t
    where t.address_key is not null
      and not exists (select from rekeyed_addresses r where r.new_key = t.address_key)
  `.execute(db);
  return rows[0]?.count ?? 0;
}

/** Reads every contact's address and makes its key from the beginning: how many were looked at, and whose key is another. */
export async function verifyContacts(db: Db, pepper: Buffer): Promise<{ contacts: number; wrong: number }> {
  const seen = { contacts: 0, wrong: 0 };
  for (let after = '0'; ; ) {
    const page = await db
      .selectFrom('contacts')
      .select(['id', 'email', 'address_key'])
      .where('id', '>', after)
      .orderBy('id')
      .limit(pageSize)
      .execute();
    for (const { email, address_key: key } of page) {
      const parsed = parseAddress(email);
      if (!parsed.ok || !addressKey(pepper, parsed.address).equals(key)) seen.wrong += 1;
    }
    seen.contacts += page.length;
    const last = page.at(-1);
    if (last === undefined) return seen;
    after = last.id;
  }
}
