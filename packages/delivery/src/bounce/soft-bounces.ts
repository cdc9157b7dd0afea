import type { Db } from '@hikyaku/database';
import { sql } from 'kysely';
import { ailments } from './reply-class.ts';
import { type SoftBounce, wear, wearMemoryDays, type Wear } from './wear.ts';

/**
 * How many addresses one settlement looks up in the ledger, each in every campaign of ninety days: 17 ms an address with 4,000
 * campaigns. Whoever is left out is looked up with the next refusal.
 */
const mostSuspects = 10;

/** Which of these addresses are worn out, by the events and the ledger of the whole installation; keyed by the key in hex. */
export async function wornOut(db: Db, addressKeys: readonly Buffer[]): Promise<Map<string, Wear>> {
  const bounces = await softBounces(db, addressKeys);
  const wearOf = (key: Buffer, since?: Date) => wear(bounces.get(hex(key)) ?? [], since);
  const suspects = addressKeys.filter((key) => wearOf(key) !== undefined).slice(0, mostSuspects);
  if (suspects.length === 0) return new Map();
  const since = await lastChances(db, suspects);
  return new Map(
    suspects.flatMap((key) => {
      const worn = wearOf(key, since.get(hex(key)));
      return worn === undefined ? [] : [[hex(key), worn]];
    }),
  );
}

async function softBounces(db: Db, addressKeys: readonly Buffer[]): Promise<Map<string, SoftBounce[]>> {
  const { rows } = await sql<SoftBounce & { address_key: Buffer }>`
    select e.address_key, e.details->>'reason' as class, max(e.at) as at
    from events e
    where e.address_key = any(${[...addressKeys]}::bytea[])
      and e.id >= first_id_at(clock_timestamp() - make_interval(days => ${wearMemoryDays}))
      and e.kind in ('deferred', 'bounced') and e.details->>'reason' = any(${[...ailments]}::text[])
    group by e.address_key, e.details->>'reason', date_trunc('day', e.at, 'UTC')
  `.execute(db);
  return Map.groupBy(rows, (row) => hex(row.address_key));
}

/** When an address last took a letter, or an operator last lifted what said that it cannot be reached. */
async function lastChances(db: Db, addressKeys: readonly Buffer[]): Promise<Map<string, Date>> {
  // Lateral, so that each key is looked up by the ledger's primary key, campaign by campaign, and no partition is read through.
  const { rows } = await sql<{ address_key: Buffer; at: Date }>`
    select k.address_key, chance.at
    from unnest(${[...addressKeys]}::bytea[]) k(address_key)
    cross join lateral (
      select greatest(
        (
          select max(d.settled_at)
          from campaigns c join deliveries d on d.campaign_id = c.id and d.address_key = k.address_key
          where (c.ended_at is null or c.ended_at > clock_timestamp() - make_interval(days => ${wearMemoryDays}))
            and d.state = 'accepted'
        ),
        (select max(s.lifted_at) from suppressions s where s.address_key = k.address_key and s.scope = 'invalid')
      ) as at
    ) chance
    where chance.at is not null
  `.execute(db);
  return new Map(rows.map((row) => [hex(row.address_key), row.at]));
}

function hex(key: Buffer): string {
  return key.toString('hex');
}
