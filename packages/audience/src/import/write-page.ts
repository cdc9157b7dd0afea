import type { Db } from '@hikyaku/database';
import { sql } from 'kysely';
import type { ImportPage, Reject } from './import-page.ts';

/** What the import's own row says about where its people go. */
export type ImportTarget = { id: string; workspaceId: string; listId: string; basis: string; source: string };

/** At most so many rejected lines are kept for reading; all are counted. */
export const mostRejectsKept = 100_000;

/** The temporary table of people whom a suppression stops, each once however often the file has them; of one session. */
export async function openStoppedPeople(db: Db): Promise<void> {
  await sql`create temporary table if not exists stopped_people (address_key bytea primary key)`.execute(db);
  await sql`truncate stopped_people`.execute(db);
}

/** Ends what `openStoppedPeople` began. */
export async function closeStoppedPeople(db: Db): Promise<void> {
  await sql`drop table if exists stopped_people`.execute(db);
}

/** Writes one page, all or nothing, and counts it in the import's row. Suppressions are read, never written. */
export async function writePage(db: Db, target: ImportTarget, page: ImportPage, rejectsKept: number): Promise<void> {
  await db.transaction().execute(async (tx) => {
    const added = page.people.size === 0 ? 0 : await writePeople(tx, target, page);
    if (page.people.size > 0) await noteStopped(tx, target, page);
    await keepRejects(tx, target.id, page.rejects.slice(0, Math.max(0, mostRejectsKept - rejectsKept)));
    const updated = page.rows - page.rejects.length - added;
    await sql`
      update imports
      set rows = rows + ${page.rows}, added = added + ${added}, updated = updated + ${updated},
          rejected = rejected + ${page.rejects.length}, still_suppressed = (select count(*) from stopped_people)
      where id = ${target.id}
    `.execute(tx);
  });
}

// People in the order of their keys, so that two imports of the same people wait for each other instead of deadlocking. `xmax = 0`
// tells an inserted row from one that the conflict clause updated. The events are the record of who joined on which ground.
async function writePeople(db: Db, target: ImportTarget, page: ImportPage): Promise<number> {
  const people = [...page.people.values()];
  const { rows } = await sql<{ added: number }>`
    with people as (
      insert into contacts (workspace_id, address_key, email, fields)
      select ${target.workspaceId}, address_key, email, fields::jsonb
      from unnest(
        ${people.map((row) => row.addressKey)}::bytea[],
        ${people.map((row) => row.email)}::text[],
        ${people.map((row) => JSON.stringify(row.fields))}::text[]
      ) r(address_key, email, fields)
      order by address_key
      on conflict (workspace_id, address_key) do update
        set fields = contacts.fields || excluded.fields,
            updated_at = case when contacts.fields @> excluded.fields then contacts.updated_at else clock_timestamp() end
      returning id, address_key, xmax = 0 as added
    ), joined as (
      insert into subscriptions (workspace_id, list_id, contact_id, state, basis, source, evidence)
      select ${target.workspaceId}, ${target.listId}, id, 'active', ${target.basis}, ${target.source},
        jsonb_build_object('import', ${target.id}::text)
      from people order by id
      on conflict (list_id, contact_id) do update
        set state = 'active', basis = excluded.basis, source = excluded.source,
            evidence = subscriptions.evidence || excluded.evidence
        where subscriptions.state = 'pending'
      returning contact_id
    ), told as (
      insert into events (workspace_id, kind, address_key, list_id, contact_id, details)
      select ${target.workspaceId}, 'subscribed', p.address_key, ${target.listId}, p.id,
        jsonb_build_object('state', 'active', 'basis', ${target.basis}::text, 'source', ${target.source}::text,
          'import', ${target.id}::text)
      from people p join joined j on j.contact_id = p.id
    )
    select count(*) filter (where added)::integer as added from people
  `.execute(db);
  return rows[0]?.added ?? 0;
}

// A statement of its own: it must see the people whom the statement before has written.
async function noteStopped(db: Db, target: ImportTarget, page: ImportPage): Promise<void> {
  const keys = [...page.people.values()].map((row) => row.addressKey);
  await sql`
    insert into stopped_people
    select c.address_key
    from unnest(${keys}::bytea[]) k(address_key)
    join contacts c on c.workspace_id = ${target.workspaceId} and c.address_key = k.address_key
    where exists (
      select from stopping_scopes(${target.workspaceId}::bigint, 'marketing', c.address_key, ${target.listId}::bigint, c.id)
    )
    on conflict do nothing
  `.execute(db);
}

async function keepRejects(db: Db, importId: string, rejects: readonly Reject[]): Promise<void> {
  if (rejects.length === 0) return;
  await sql`
    insert into import_rejects (import_id, line, value, reason)
    select ${importId}, line, value, reason
    from unnest(
      ${rejects.map((reject) => reject.line)}::integer[],
      ${rejects.map((reject) => reject.value)}::text[],
      ${rejects.map((reject) => reject.reason)}::text[]
    ) r(line, value, reason)
    on conflict do nothing
  `.execute(db);
}
