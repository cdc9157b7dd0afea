import { type Audience, audiencePageSql } from '@hikyaku/audience';
import type { Db } from '@hikyaku/database';
import type { MessageClass } from '@hikyaku/message';
import { type RawBuilder, sql } from 'kysely';

/**
 * Whom a campaign is meant for. `tail`: whether people at receivers that are not known are dealt to the tail's slots in turn, or all of
 * one domain to the same.
 */
export type FreezePlan = Audience & {
  campaignId: string;
  class: MessageClass;
  /** Whether batches are cut by the time zones of their people, because the workspace has quiet hours or letters go at local time. */
  byZone: boolean;
  /** The hour at which each person's letter is due by their own clock; `home` is the zone of whoever names none. Null: at once. */
  local: { at: string; home: string } | null;
  tail: 'in-turn' | 'by-domain';
};

/** What became of a page: people were frozen, nobody was left to freeze, or the campaign is not being prepared (any more). */
export type FrozenPage = { kind: 'frozen' | 'end' | 'stopped' };

const batchSize = 500;
/** A batch is not cut smaller than this for the sake of having one in every slot. */
const smallestBatch = 25;

/**
 * Freezes the next people of a campaign in one transaction: a row for each who is to get a letter (withheld at once, with the
 * reason, for whoever is suppressed), batches for the slots of the lanes they travel in, and the counts that the books must balance against.
 *
 * Holds the campaign shared, like a gate: pause and cancel wait for the page and come before the next. The campaign's row is
 * locked first, so that two that freeze at once take turns; nobody who holds a letter's row ever waits for it.
 */
export async function freezePage(db: Db, plan: FreezePlan, pageSize: number): Promise<FrozenPage> {
  return db.transaction().execute(async (tx) => {
    await sql`select pg_advisory_xact_lock_shared(${plan.campaignId})`.execute(tx);
    const { rows } = await sql<{ prepared_through: string; targeted: string }>`
      select prepared_through, targeted from campaigns
      where id = ${plan.campaignId} and status = 'preparing'
      for no key update
    `.execute(tx);
    const [campaign] = rows;
    if (campaign === undefined) return { kind: 'stopped' };
    const batchesSoFar = Math.floor(Number(campaign.targeted) / batchSize);
    const page = await insertPage(tx, plan, { after: campaign.prepared_through, limit: pageSize }, batchesSoFar);
    if (page.through === null) return { kind: 'end' };
    await sql`
      update campaigns
      set prepared_through = ${page.through}, targeted = targeted + ${page.targeted}::bigint,
        excluded_unconfirmed = excluded_unconfirmed + ${page.unconfirmed}::bigint,
        excluded_left = excluded_left + ${page.left}::bigint,
        excluded_duplicates = excluded_duplicates + ${page.duplicates}::bigint
      where id = ${plan.campaignId}
    `.execute(tx);
    return { kind: 'frozen' };
  });
}

type PageCounts = {
  through: string | null;
  targeted: number;
  unconfirmed: number;
  left: number;
  duplicates: number;
};

/**
 * One statement for a page, whatever its size. Rows go in by address key, so that the key's index is written in order. An address
 * that has a row already (its contact was given to somebody else while the freeze went on) stays with the first: one copy a person.
 */
async function insertPage(
  tx: Db,
  plan: FreezePlan,
  page: { after: string; limit: number },
  batchesSoFar: number,
): Promise<PageCounts> {
  const { rows } = await sql<PageCounts>`
    with page as materialized (${audiencePageSql(plan, page)}),
    judged as materialized (
      select p.contact_id, p.address_key, p.list_id, p.domain, case when p.suspect then (
        select min(stop_of(s.scope))::text
        from stopping_scopes(${plan.workspaceId}, ${plan.class}, p.address_key, p.list_id, p.contact_id) s(scope)
      ) end as reason
      from page p where p.outcome = 'member'
    ), counted as materialized (
      select domain, count(*) as people from judged where reason is null group by domain
    ), bound as materialized (
      select d.domain, d.people, coalesce(l.o_lane, '') as lane
      from counted d
      join lanes_of((select array_agg(domain) from counted), ${plan.tail === 'by-domain'}) l on l.o_domain = d.domain
    ), size as materialized (
      -- On the last page every slot gets a part: a small audience in few of the slots would get few of the lane's turns.
      select l.lane, slots, case when (select count(*) from page) < ${page.limit}::integer
        then greatest(${smallestBatch}, least(${batchSize}, ceil(people / cardinality(slots)::float8)))::integer
        else ${batchSize}::integer
      end as letters
      from (select lane, sum(people) as people, slots_of_lane(nullif(lane, '')) as slots from bound group by lane) l
    ), zoned as materialized (${zonedSql(plan)}),
    dealt as materialized (
      select z.contact_id, z.address_key, z.list_id, z.reason, z.zone, s.lane,
        (row_number() over (partition by s.lane, z.zone order by z.contact_id) - 1) / s.letters as chunk
      from zoned z
      left join bound b on z.reason is null and b.domain = z.domain
      left join size s on s.lane = b.lane
    ), batch as materialized (
      select c.lane, c.zone, c.chunk, new_id() as id,
        s.slots[1 + (${batchesSoFar}::bigint + row_number() over (partition by c.lane order by c.zone, c.chunk) - 1) % cardinality(s.slots)] as slot_id
      from (select distinct lane, zone, chunk from dealt where chunk is not null) c join size s on s.lane = c.lane
    ), batched as (
      insert into batches (id, campaign_id, slot_id, zone, due_at)
      select id, ${plan.campaignId}, slot_id, nullif(zone, ''), ${dueSql(plan)} from batch
    ), inserted as (
      insert into deliveries (campaign_id, address_key, contact_id, list_id, batch_id, state, reason, settled_at)
      select ${plan.campaignId}, j.address_key, j.contact_id, j.list_id, b.id,
        case when j.reason is null then 'queued' else 'withheld' end::delivery_state, j.reason,
        case when j.reason is null then null else clock_timestamp() end
      from dealt j
      left join batch b on b.lane = j.lane and b.zone = j.zone and b.chunk = j.chunk
      order by j.address_key
      on conflict (campaign_id, address_key, letter_no) do nothing
      returning 1
    )
    select
      (select max(contact_id) from page) as through,
      (select count(*) from inserted)::integer as targeted,
      (select count(*) from page where outcome = 'unconfirmed')::integer as unconfirmed,
      (select count(*) from page where outcome = 'left')::integer as left,
      (select coalesce(sum(duplicates) filter (where outcome = 'member'), 0) from page)::integer
        + (select count(*) from judged)::integer - (select count(*) from inserted)::integer as duplicates
  `.execute(tx);
  return rows[0] ?? { through: null, targeted: 0, unconfirmed: 0, left: 0, duplicates: 0 };
}

/** When a batch is due: now, or when the clocks of its zone show the hour. */
function dueSql({ local }: FreezePlan): RawBuilder<Date> {
  return local === null
    ? sql`clock_timestamp()`
    : sql`moment_in(${local.at}, coalesce(nullif(zone, ''), ${local.home}::text))`;
}

/** The people judged, each with their time zone: the one that their field `time_zone` names, or '' for their workspace's. */
function zonedSql({ byZone }: FreezePlan): RawBuilder<unknown> {
  if (!byZone) return sql`select *, '' as zone from judged`;
  // Each name is looked at once a page, not once a person: there are few, and the planner, who takes a page for one person, must not
  // look at them anew for each.
  return sql`
    with named as materialized (
      select j.*, c.fields->>'time_zone' as name from judged j left join contacts c on c.id = j.contact_id
    ), zones as materialized (
      select name, known_zone(name) as zone from (select distinct name from named where name is not null) n
    )
    select n.*, coalesce(z.zone, '') as zone from named n left join zones z on z.name = n.name
  `;
}
