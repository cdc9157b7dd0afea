import type { Db } from '@hikyaku/database';
import { sql } from 'kysely';
import type { ImportTarget } from './import-target.ts';

/** The temporary table of people whom a suppression stops, each once however often the file has them; of one session. */
export async function openStoppedPeople(db: Db): Promise<void> {
  await sql`create temporary table if not exists stopped_people (address_key bytea primary key)`.execute(db);
  await sql`truncate stopped_people`.execute(db);
}

/** Ends what `openStoppedPeople` began. */
export async function closeStoppedPeople(db: Db): Promise<void> {
  await sql`drop table if exists stopped_people`.execute(db);
}

/**
 * Notes who of these people is kept from the list by a suppression, and answers how many were not noted before. Suppressions are
 * few: they are found first, by key, so that the others cost one index look-up each. A statement of its own, for it must see the
 * people whom those before have written.
 */
export async function noteStopped(db: Db, target: ImportTarget, keys: readonly string[]): Promise<number> {
  const { numAffectedRows } = await sql`
    with suspects as materialized (
      select distinct address_key from suppressions where address_key = any(${keys}::bytea[]) and lifted_at is null
    )
    insert into stopped_people
    select s.address_key
    from suspects s
    cross join lateral (
      select c.id from contacts c
      where c.workspace_id = ${target.workspaceId} and c.address_key = s.address_key offset 0
    ) c
    where exists (
      select from stopping_scopes(${target.workspaceId}::bigint, 'marketing', s.address_key, ${target.listId}::bigint, c.id)
    )
    on conflict do nothing
  `.execute(db);
  return Number(numAffectedRows ?? 0);
}
