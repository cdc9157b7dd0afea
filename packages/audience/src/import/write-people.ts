import type { Db } from '@hikyaku/database';
import { type RawBuilder, sql } from 'kysely';
import type { ImportRow } from './import-row.ts';
import type { ImportTarget } from './import-target.ts';

/**
 * Writes people, each once, inside the caller's transaction, and answers how many are new to the workspace. Whoever is known
 * keeps the spelling of the address, gets the fields that differ, and joins the list if not on it.
 *
 * First the new ones, in one statement that passes over the rest without touching a row; only then, and only if there is a rest,
 * the known ones. Every statement goes in the order of keys, and none but the first waits for people who are being added, so
 * that imports of the same people wait for each other instead of deadlocking. Look-ups are lateral joins that cannot become a
 * scan of all contacts, whatever the planner knows about a table that grows by the second.
 */
export async function writePeople(db: Db, target: ImportTarget, people: readonly ImportRow[]): Promise<number> {
  if (people.length === 0) return 0;
  const given = sql`unnest(
    ${people.map((row) => row.addressKey)}::bytea[],
    ${people.map((row) => row.email)}::text[],
    ${people.map((row) => JSON.stringify(row.fields))}::jsonb[]
  ) g(address_key, email, fields)`;
  const added = await addPeople(db, target, given);
  if (added < people.length) {
    await changePeople(db, target, given);
    await joinPeople(db, target, given);
  }
  return added;
}

async function addPeople(db: Db, target: ImportTarget, given: RawBuilder<unknown>): Promise<number> {
  const { rows } = await sql<{ added: number }>`
    with people as (
      insert into contacts (workspace_id, address_key, email, fields)
      select ${target.workspaceId}, address_key, email, fields from ${given} order by address_key
      on conflict (workspace_id, address_key) do nothing
      returning id, address_key
    ), joined as (
      insert into subscriptions (workspace_id, list_id, contact_id, state, basis, source, evidence)
      select ${subscription(target, sql.ref('id'))} from people
    ), told as (
      insert into events (workspace_id, kind, address_key, list_id, contact_id, details)
      select ${event(target, sql.ref('address_key'), sql.ref('id'))} from people
    )
    select count(*)::integer as added from people
  `.execute(db);
  return rows[0]?.added ?? 0;
}

/** Only rows that differ are written: a file that says what is known already costs look-ups. */
async function changePeople(db: Db, target: ImportTarget, given: RawBuilder<unknown>): Promise<void> {
  await sql`
    insert into contacts (workspace_id, address_key, email, fields)
    select ${target.workspaceId}, g.address_key, g.email, g.fields
    from ${given}
    cross join lateral (
      select c.fields from contacts c
      where c.workspace_id = ${target.workspaceId} and c.address_key = g.address_key offset 0
    ) c
    where not c.fields @> g.fields
    order by g.address_key
    on conflict (workspace_id, address_key) do update
      set fields = contacts.fields || excluded.fields, updated_at = clock_timestamp()
  `.execute(db);
}

/** Those who are not on the list, or were asked to confirm, held so that nobody is deleted between the look and the joining. */
async function joinPeople(db: Db, target: ImportTarget, given: RawBuilder<unknown>): Promise<void> {
  await sql`
    with people as materialized (
      select c.id, g.address_key
      from (select g.address_key from ${given} order by g.address_key) g
      cross join lateral (
        select c.id from contacts c
        where c.workspace_id = ${target.workspaceId} and c.address_key = g.address_key and not exists (
          select from subscriptions s where s.list_id = ${target.listId} and s.contact_id = c.id and s.state = 'active'
        )
        for key share of c
      ) c
    ), joined as (
      insert into subscriptions (workspace_id, list_id, contact_id, state, basis, source, evidence)
      select ${subscription(target, sql.ref('id'))} from people
      on conflict (list_id, contact_id) do update
        set state = 'active', basis = excluded.basis, source = excluded.source,
            evidence = subscriptions.evidence || excluded.evidence
        where subscriptions.state = 'pending'
      returning contact_id
    )
    insert into events (workspace_id, kind, address_key, list_id, contact_id, details)
    select ${event(target, sql.ref('p.address_key'), sql.ref('p.id'))}
    from people p join joined j on j.contact_id = p.id
  `.execute(db);
}

function subscription(target: ImportTarget, id: RawBuilder<unknown>): RawBuilder<unknown> {
  const evidence = JSON.stringify({ import: target.id });
  return sql`${target.workspaceId}, ${target.listId}, ${id}, 'active', ${target.basis}, ${target.source}, ${evidence}::jsonb`;
}

/** The record of who joined on which ground. */
function event(target: ImportTarget, key: RawBuilder<unknown>, id: RawBuilder<unknown>): RawBuilder<unknown> {
  const details = JSON.stringify({
    state: 'active',
    basis: target.basis,
    source: target.source,
    import: target.id,
  });
  return sql`${target.workspaceId}, 'subscribed', ${key}, ${target.listId}, ${id}, ${details}::jsonb`;
}
