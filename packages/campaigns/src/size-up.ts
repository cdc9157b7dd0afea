import type { Db } from '@hikyaku/database';
import { sql } from 'kysely';

/** Whatever has fewer rows may as well be read whole. */
const fewest = 1_000;

/**
 * Has PostgreSQL look at the ledger again before a campaign's letters leave, where it still takes that part of it for less than a tenth
 * of what the campaign alone has put there. It makes plans for what it knows, and connections keep them: made for forty letters, a gate
 * about five and the reading of one batch each read through 20,000 others (19,000 and 20,000 blocks; 75 and 215 otherwise). By itself it looks
 * within a minute or two.
 */
export async function sizeUp(db: Db, campaignId: string): Promise<void> {
  const { rows } = await sql<{ part: string }>`
    select p.oid::regclass::text as part
    from campaigns c
    cross join lateral (select tableoid from deliveries where campaign_id = c.id limit 1) d
    join pg_class p on p.oid = d.tableoid
    where c.id = ${campaignId} and c.targeted >= ${fewest} and p.reltuples < c.targeted / 10
  `.execute(db);
  // The name is the catalogue's own, quoted by it.
  for (const { part } of rows) await sql`analyze ${sql.raw(part)}`.execute(db);
}
