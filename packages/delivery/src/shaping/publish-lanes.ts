import type { Db } from '@hikyaku/database';
import { sql } from 'kysely';
import { type LaneShape, type Shaping, tail } from './shaping.ts';

/**
 * Writes what the tables say into the database, where freezing, senders and the API find it: a lane and its slot for each receiver,
 * its limits, and the domains that travel in it. Lanes that are in no table any more stay, without domains; what was learned of domains
 * from their mail hosts is learned anew, since the tables may read it in another way. Harmless to repeat.
 */
export async function publishLanes(db: Db, shaping: Shaping): Promise<void> {
  const lanes = [...shaping.lanes.values()];
  const receivers = lanes.filter(({ lane }) => lane !== tail);
  await db.transaction().execute(async (tx) => {
    await holdDomainLanes(tx);
    await writeLimits(tx, receivers);
    const others = shaping.lanes.get(tail);
    if (others !== undefined) await writeTailLimits(tx, others);
    await sql`
      insert into lane_slots (lane, position)
      select name, 1 from lanes l where not exists (select from lane_slots s where s.lane = l.name)
    `.execute(tx);
    await writeDomains(tx, receivers);
  });
}

/** One writer at a time: two senders that write together would meet on the same rows. */
export async function holdDomainLanes(tx: Db): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext('publish_lanes'))`.execute(tx);
}

async function writeLimits(tx: Db, lanes: readonly LaneShape[]): Promise<void> {
  await sql`
    insert into lanes as l (name, connections, letters_per_connection, letters_per_second, agreed)
    select * from unnest(
      ${lanes.map(({ lane }) => lane)}::text[],
      ${lanes.map(({ limits }) => limits.connections)}::smallint[],
      ${lanes.map(({ limits }) => limits.lettersPerConnection ?? null)}::integer[],
      ${lanes.map(({ limits }) => limits.lettersPerSecond ?? null)}::real[],
      ${lanes.map(({ agreed }) => agreed)}::boolean[]
    )
    on conflict (name) do update
    set connections = excluded.connections, letters_per_connection = excluded.letters_per_connection,
      letters_per_second = excluded.letters_per_second, agreed = excluded.agreed
    where (l.connections, l.letters_per_connection, l.letters_per_second, l.agreed)
      is distinct from (excluded.connections, excluded.letters_per_connection, excluded.letters_per_second, excluded.agreed)
  `.execute(tx);
}

async function writeTailLimits(tx: Db, { limits, agreed }: LaneShape): Promise<void> {
  await tx
    .updateTable('lanes')
    .set({
      connections: limits.connections,
      letters_per_connection: limits.lettersPerConnection ?? null,
      letters_per_second: limits.lettersPerSecond ?? null,
      agreed,
    })
    .where('tail', '=', true)
    .execute();
}

async function writeDomains(tx: Db, lanes: readonly LaneShape[]): Promise<void> {
  const rows = lanes.flatMap(({ lane, domains }) => domains.map((domain) => ({ lane, domain })));
  await sql`
    with said as materialized (
      select * from unnest(${rows.map(({ domain }) => domain)}::text[], ${rows.map(({ lane }) => lane)}::text[]) u(domain, lane)
    ), gone as (
      delete from domain_lanes where domain not in (select domain from said)
    )
    insert into domain_lanes as d (domain, lane, source) select domain, lane, 'table' from said
    on conflict (domain) do update set lane = excluded.lane, source = 'table', expires_at = null, noted_at = clock_timestamp()
    where (d.lane, d.source) is distinct from (excluded.lane, 'table')
  `.execute(tx);
}
