import type { Db } from '@hikyaku/database';
import { sql } from 'kysely';

/** What was seeded: the lists, the campaigns with the one to everybody, and addresses of some people, spread over everybody. */
export type Seeded = { lists: string[]; campaigns: string[]; largest: string; someone: string[] };

/** One address in so many, and at least one. */
const oneIn = 20_000;

/** Looks at what `hikyaku seed` has made of the only workspace. */
export async function readSeeded(db: Db, people: number): Promise<Seeded> {
  const lists = await db.selectFrom('lists').select('id').orderBy('id').execute();
  const campaigns = await db
    .selectFrom('campaigns')
    .select('id')
    .where('kind', '=', 'campaign')
    .orderBy('id')
    .execute();
  const { rows } = await sql<{ email: string }>`
    select email from (select email, row_number() over (order by id) as n from contacts) c where n % ${Math.min(oneIn, people)} = 1
  `.execute(db);
  const ids = campaigns.map(({ id }) => id);
  return {
    lists: lists.map(({ id }) => id),
    campaigns: ids,
    largest: ids.at(-1) ?? '',
    someone: rows.map(({ email }) => email),
  };
}
