import type { Db } from '@hikyaku/database';
import { sql } from 'kysely';
import { type LookingUp, lookUpLanes } from './look-up-lanes.ts';

/** What a survey came to: how many batches it looked at, how many letters travel elsewhere now, and by which slots. */
export type Surveyed = { batches: number; moved: number; slotIds: number[] };

/** Some thousands of letters. */
const mostBatches = 8;
/** A survey that dies is made again after so long, and so is one of domains that the DNS says nothing of. */
const claimSeconds = 60;
const unheardSeconds = 30;

/**
 * Looks at the domains in some batches of the tail: waiting letters to those whose mail hosts all belong to one receiver are moved to
 * its lane. It stands beside the sending of letters and holds none of them up: a batch that is taken meanwhile goes as it is, and what
 * is learned from one that has gone is for the next.
 */
export async function survey(db: Db, how: LookingUp): Promise<Surveyed> {
  const batches = await claim(db);
  if (batches.length === 0) return { batches: 0, moved: 0, slotIds: [] };
  const strangers = await strangersIn(db, batches);
  const unheard = await lookUpLanes(db, [...new Set(strangers.map(({ domain }) => domain))].toSorted(), how);
  const unsure = new Set(strangers.filter(({ domain }) => unheard.has(domain)).map(({ batch }) => batch));
  const slotIds = new Set<number>();
  let moved = 0;
  for (const batch of batches) {
    for (const { slotId, letters } of await relane(db, batch, unsure.has(batch))) {
      slotIds.add(slotId);
      moved += letters;
    }
  }
  await leaveThose(db, batches);
  return { batches: batches.length, moved, slotIds: [...slotIds] };
}

/** Two senders do not look at the same batches. */
async function claim(db: Db): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    update batches b set survey_at = clock_timestamp() + make_interval(secs => ${claimSeconds})
    from (
      select r.id
      from lanes l join lane_slots s on s.lane = l.name
      join batches r on r.slot_id = s.id and r.survey_at < 'infinity'
        and r.survey_at between clock_timestamp() - interval '1 day' and clock_timestamp()
      where l.tail
      order by r.survey_at limit ${mostBatches}
      for update of r skip locked
    ) next
    where b.id = next.id
    returning b.id
  `.execute(db);
  return rows.map(({ id }) => id);
}

/** Domains of which neither the tables nor an earlier look tell anything, batch by batch. */
async function strangersIn(db: Db, batches: readonly string[]): Promise<{ batch: string; domain: string }[]> {
  const { rows } = await sql<{ batch: string; domain: string }>`
    with bound as materialized (
      select distinct b.id as batch, substring(lower(coalesce(c.email, t.email)) from '[^@]*$') as domain
      from unnest(${batches}::bigint[]) b(id)
      cross join lateral (select * from deliveries where batch_id = b.id offset 0) d
      left join contacts c on c.id = d.contact_id
      left join stream_letters t on d.contact_id is null
        and t.campaign_id = d.campaign_id and t.address_key = d.address_key and t.letter_no = d.letter_no
    )
    select b.batch, b.domain
    from bound b join lanes_of((select array_agg(distinct domain) from bound), false) l on l.o_domain = b.domain
    where l.o_lane is null and not exists (select from domain_lanes k where k.domain = b.domain and k.expires_at > now())
  `.execute(db);
  return rows;
}

/** What has gone is looked at once. */
async function leaveThose(db: Db, batches: readonly string[]): Promise<void> {
  await sql`
    update batches set survey_at = 'infinity' where id = any(${batches}::bigint[]) and state = 'closed' and survey_at < 'infinity'
  `.execute(db);
}

async function relane(db: Db, batch: string, again: boolean): Promise<{ slotId: number; letters: number }[]> {
  const { rows } = await sql<{ o_slot: number; o_letters: number }>`
    select * from relane(${batch}, case when ${again}::boolean then clock_timestamp() + make_interval(secs => ${unheardSeconds}) else 'infinity' end)
  `.execute(db);
  return rows.map((row) => ({ slotId: row.o_slot, letters: row.o_letters }));
}
