import { audiencePageSql } from '@hikyaku/audience';
import type { Db } from '@hikyaku/database';
import { sql } from 'kysely';
import type { Campaign } from './find-campaign.ts';
import type { LocalTime } from './local-time.ts';
import { narrowingOf } from './narrowing-of.ts';

/** A time zone, when a newsletter leaves for its people, and how many they are. */
export type Departure = { zone: string; at: Date; people: number };

/**
 * The departures of a campaign if it went at an hour of each person's own clock to whom it would reach now, the first one first; with the
 * quiet hours of the workspace, which put some off. Whoever names no zone, or one that nobody knows, goes by the workspace's. A signal
 * that is aborted ends the counting with the signal's reason, once the page under way is read.
 */
export async function plannedDepartures(
  db: Db,
  campaign: Meant,
  local: LocalTime,
  { signal }: { signal?: AbortSignal } = {},
): Promise<Departure[]> {
  const people = await peopleByZone(db, campaign, signal);
  const { rows } = await sql<Departure>`
    select zone, coalesce(quiet_end(at, zone, quiet_from, quiet_until), at) as at, sum(people)::integer as people
    from (
      select coalesce(nullif(n.zone, ''), w.time_zone) as zone, n.people, w.quiet_until,
        case when ${campaign.class}::text = 'marketing' then w.quiet_from end as quiet_from,
        moment_in(${local}, coalesce(nullif(n.zone, ''), w.time_zone)) as at
      from workspaces w, unnest(${[...people.keys()]}::text[], ${[...people.values()]}::integer[]) n(zone, people)
      where w.id = ${campaign.workspaceId}
    ) z
    group by 1, 2
    order by 2, 1
  `.execute(db);
  return rows;
}

type Meant = Pick<Campaign, 'id' | 'workspaceId' | 'class' | 'lists' | 'exclude'>;

/** The departures that a campaign's frozen letters still wait for, the next one first. Retries are not among them. */
export async function comingDepartures(db: Db, campaignId: string): Promise<Departure[]> {
  // Counted by batch first, as the books are: joined letter by letter, 200,000 took a minute while there were no statistics.
  const { rows } = await sql<Departure>`
    with waiting as materialized (
      select d.batch_id, count(*) as letters from deliveries d
      where d.campaign_id = ${campaignId} and d.state = 'queued'
      group by d.batch_id
    )
    select coalesce(b.zone, w.time_zone) as zone, b.due_at as at, sum(l.letters)::integer as people
    from waiting l
    join batches b on b.id = l.batch_id and b.state = 'ready' and b.due_at > clock_timestamp()
    join campaigns c on c.id = ${campaignId}
    join workspaces w on w.id = c.workspace_id
    group by 1, 2
    order by 2, 1
  `.execute(db);
  return rows;
}

const pageSize = 5_000;

/** Whom the campaign would reach now, counted by their time zone ('' for their workspace's). */
async function peopleByZone(db: Db, meant: Meant, signal: AbortSignal | undefined): Promise<Map<string, number>> {
  const { workspaceId } = meant;
  const narrowing = await narrowingOf(db, meant.id);
  const audience = { workspaceId, includeLists: meant.lists, excludeLists: meant.exclude, narrowing };
  const people = new Map<string, number>();
  for (let after = '0'; ; ) {
    signal?.throwIfAborted();
    const { rows } = await sql<{ zone: string; people: number; last: string }>`
      with page as materialized (${audiencePageSql(audience, { after, limit: pageSize })})
      select coalesce(known_zone(n.name), '') as zone, n.people, n.last
      from (
        select c.fields->>'time_zone' as name,
          (count(*) filter (where p.outcome = 'member' and not (p.suspect and exists (
            select from stopping_scopes(${workspaceId}, ${meant.class}, p.address_key, p.list_id, p.contact_id)
          ))))::integer as people,
          (select max(contact_id) from page) as last
        from page p left join contacts c on c.id = p.contact_id
        group by 1
      ) n
    `.execute(db);
    const [row] = rows;
    if (row === undefined) return people;
    for (const { zone, people: more } of rows) if (more > 0) people.set(zone, (people.get(zone) ?? 0) + more);
    after = row.last;
  }
}
