import type { Db } from '@hikyaku/database';
import { type RawBuilder, sql } from 'kysely';
import { type Contact, readContacts } from './contact.ts';
import { leftSql } from './left.ts';
import { type Page, type Paged, pageOf } from './page.ts';

/** Whom to list: everybody of the workspace, or those on a list, of one state or all, oldest first unless said otherwise. */
export type ContactPage = Page & {
  order?: 'oldest' | 'newest' | undefined;
  list?: { id: string; state?: 'pending' | 'active' | 'left' | undefined } | undefined;
};

/** A workspace's contacts in the order of their ids. */
export async function listContacts(db: Db, workspaceId: string, page: ContactPage): Promise<Paged<Contact>> {
  const { rows } = await idsOf(workspaceId, page).execute(db);
  const { items, nextCursor } = pageOf(rows, page.limit);
  const ids = items.map((row) => row.id);
  const people = await readContacts(db, workspaceId, ids);
  return { items: page.order === 'newest' ? people.toReversed() : people, nextCursor };
}

function idsOf(
  workspaceId: string,
  { cursor, limit, order = 'oldest', list }: ContactPage,
): RawBuilder<{ id: string }> {
  const direction = order === 'newest' ? sql`desc` : sql`asc`;
  const beyond = (column: RawBuilder<unknown>) => {
    if (order === 'newest') return cursor === undefined ? sql`true` : sql`${column} < ${cursor}::bigint`;
    return sql`${column} > ${cursor ?? '0'}::bigint`;
  };
  if (list === undefined) {
    return sql`
      select c.id from contacts c where c.workspace_id = ${workspaceId} and ${beyond(sql`c.id`)}
      order by c.id ${direction} limit ${limit + 1}
    `;
  }
  if (list.state === 'left') {
    return sql`
      select c.id from (${leftSuppressionsSql(workspaceId, list.id)}) x
      join contacts c on c.workspace_id = ${workspaceId} and c.address_key = x.address_key
      join subscriptions s on s.list_id = ${list.id} and s.contact_id = c.id
      where ${leftSql('s', sql.ref('c.address_key'))} and ${beyond(sql`c.id`)}
      order by c.id ${direction} limit ${limit + 1}
    `;
  }
  const ofState =
    list.state === undefined
      ? sql`true`
      : sql`s.state = ${list.state} and not ${leftSql('s', sql`(select c.address_key from contacts c where c.id = s.contact_id)`)}`;
  return sql`
    select s.contact_id as id from subscriptions s
    where s.list_id = ${list.id} and s.workspace_id = ${workspaceId} and ${beyond(sql`s.contact_id`)} and ${ofState}
    order by s.list_id ${direction}, s.contact_id ${direction} limit ${limit + 1}
  `;
}

/** Who ever said "no" to this one list and has not been lifted: few beside the list, and found by an index of their own. */
export function leftSuppressionsSql(workspaceId: string, listId: string): RawBuilder<{ address_key: Buffer }> {
  return sql`
    select x.address_key from suppressions x
    where x.list_id = ${listId} and x.scope = 'list' and x.lifted_at is null and x.workspace_id = ${workspaceId}
  `;
}
