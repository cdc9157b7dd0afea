import type { Db } from '@hikyaku/database';
import { record } from '@hikyaku/events';
import { sql } from 'kysely';

/** Many people leaving within minutes (WEB-7); `listId` is null where it is all newsletters of the workspace that they left. */
export type Rush = {
  workspaceId: string;
  listId: string | null;
  since: Date;
  until: Date;
  people: number;
  domain: string | null;
  ofDomain: number;
};

/** Beyond all of these it is a rush: people in five minutes, times what the day before had on average, and of a thousand letters accepted since yesterday. */
const limits = { people: 30, timesUsual: 10, perThousandLetters: 5 };

/** The doors that a machine could come by. What an operator enters or imports is no rush. */
const doors = ['one-click', 'page', 'preferences', 'mailto', 'reply'];

/**
 * Looks back on five minutes of leaving, and notes rushes: a new one with an event, one that goes on (not longer than ten minutes ago) in its
 * row. Only tells: nobody is refused or delayed. Those that are new are returned.
 */
export async function noteRushes(db: Db): Promise<Rush[]> {
  return db.transaction().execute(async (tx) => {
    // Of several senders that look at the same moment one is enough.
    const { rows: alone } = await sql<{ mine: boolean }>`select pg_try_advisory_xact_lock(4711000007) as mine`.execute(
      tx,
    );
    if (alone[0]?.mine !== true) return [];
    const { rows } = await sql<Found>`
      with left_lately as materialized (
        select workspace_id, list_id, address_key, suppressed_at, suppressed_at > now() - interval '5 minutes' as lately
        from suppressions
        where id >= first_id_at(now() - interval '1 day') and workspace_id is not null and source = any(${doors})
      ), counted as (
        select workspace_id, list_id, count(*) filter (where lately)::integer as people,
          count(*) filter (where not lately) / 287.0 as usual, min(suppressed_at) filter (where lately) as since
        from left_lately
        group by workspace_id, list_id
      )
      select c.workspace_id, c.list_id, c.people, c.since, now() as until, d.domain, coalesce(d.people, 0) as of_domain, g.id as going_on
      from counted c
      left join lateral (
        select split_part(p.email, '@', 2) as domain, count(*)::integer as people
        from left_lately l join contacts p on p.workspace_id = l.workspace_id and p.address_key = l.address_key
        where l.lately and l.workspace_id = c.workspace_id and l.list_id is not distinct from c.list_id
        group by 1 order by 2 desc, 1 limit 1
      ) d on true
      left join lateral (
        select r.id from rushes r
        where r.workspace_id = c.workspace_id and r.list_id is not distinct from c.list_id and r.until > now() - interval '10 minutes'
        order by r.until desc limit 1
      ) g on true
      where c.people >= ${limits.people} and c.people > ${limits.timesUsual} * c.usual
        and c.people * 1000 > ${limits.perThousandLetters} * (
          select coalesce(sum(t.accepted), 0) from tallies t join campaigns k on k.id = t.campaign_id
          where k.workspace_id = c.workspace_id and t.day >= (now() at time zone 'UTC')::date - 1
        )
    `.execute(tx);
    for (const one of rows) await (one.going_on === null ? begin(tx, one) : goOn(tx, one.going_on, one));
    return rows.filter((one) => one.going_on === null).map(rushOf);
  });
}

/** The rushes that ended within a week, newest first; one workspace's, or everybody's (null). */
export async function listRushes(db: Db, { workspaceId }: { workspaceId: string | null }): Promise<Rush[]> {
  const { rows } = await sql<Row>`
    select workspace_id, list_id, since, until, people, domain, of_domain from rushes
    where until > now() - interval '7 days' and (${workspaceId}::bigint is null or workspace_id = ${workspaceId}::bigint)
    order by until desc, id desc
  `.execute(db);
  return rows.map(rushOf);
}

type Row = {
  workspace_id: string;
  list_id: string | null;
  since: Date;
  until: Date;
  people: number;
  domain: string | null;
  of_domain: number;
};

type Found = Row & { going_on: string | null };

async function begin(tx: Db, { workspace_id, list_id, since, until, people, domain, of_domain }: Found): Promise<void> {
  const row = { workspace_id, list_id, since, until, people, domain, of_domain };
  await tx.insertInto('rushes').values(row).execute();
  await record(tx, [
    {
      kind: 'rush-noticed',
      workspaceId: workspace_id,
      ...(list_id === null ? {} : { listId: list_id }),
      details: { people, domain, ofDomain: of_domain },
    },
  ]);
}

/** Everybody since it began, not those of the last minutes alone. */
async function goOn(tx: Db, id: string, { until, workspace_id, list_id, domain, of_domain }: Found): Promise<void> {
  await sql`
    update rushes r set until = ${until}, domain = ${domain}, of_domain = greatest(of_domain, ${of_domain}), people = (
      select count(*) from suppressions s
      where s.id >= first_id_at(r.since) and s.suppressed_at >= r.since and s.source = any(${doors})
        and s.workspace_id = ${workspace_id} and s.list_id is not distinct from ${list_id}
    )
    where id = ${id}
  `.execute(tx);
}

function rushOf(row: Row): Rush {
  const { since, until, people, domain } = row;
  return { workspaceId: row.workspace_id, listId: row.list_id, since, until, people, domain, ofDomain: row.of_domain };
}
