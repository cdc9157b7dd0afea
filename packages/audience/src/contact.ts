import type { Db } from '@hikyaku/database';
import { parseAddress } from '@hikyaku/message';
import { sql } from 'kysely';
import type { ConsentBasis } from './consent.ts';
import type { Fields } from './fields.ts';
import { leftSql } from './left.ts';

/** How much a suppression stops: one list, all marketing of the workspace, everything of it, or an address that does not exist. */
export type SuppressionScope = 'list' | 'marketing' | 'all' | 'invalid';

/** One contact on one list. `suppressed` names the scopes that stop this list's letters to this person; empty means none. */
export type Subscription = {
  listId: string;
  listName: string;
  state: 'pending' | 'active' | 'left';
  basis: ConsentBasis;
  source: string;
  joinedAt: Date;
  confirmedAt: Date | null;
  suppressed: SuppressionScope[];
};

/**
 * A person's address as people read it, the fields, and the lists. `suppressed` names every scope the address is suppressed
 * for in this workspace, whatever the list.
 */
export type Contact = {
  id: string;
  workspaceId: string;
  email: string;
  addressKey: Buffer;
  /** What they are called, by the fields that commonly say so; null where none does. */
  name: string | null;
  fields: Fields;
  lists: Subscription[];
  suppressed: SuppressionScope[];
  createdAt: Date;
  updatedAt: Date;
};

/** Reads contacts whole, in the order of their ids; those the workspace does not have are left out. */
export async function readContacts(db: Db, workspaceId: string, ids: readonly string[]): Promise<Contact[]> {
  if (ids.length === 0) return [];
  const people = await sql<Omit<Contact, 'lists'>>`
    select c.id, c.workspace_id as "workspaceId", c.email, c.address_key as "addressKey", c.name, c.fields,
      c.created_at as "createdAt", c.updated_at as "updatedAt",
      array(
        select distinct x.scope from suppressions x
        where x.address_key = c.address_key and x.lifted_at is null and x.scope not in ('snooze', 'fewer')
          and (x.workspace_id = c.workspace_id or x.scope = 'invalid')
        order by 1
      ) as suppressed
    from contacts c
    where c.workspace_id = ${workspaceId} and c.id = any(${ids}::bigint[])
    order by c.id
  `.execute(db);
  const subscriptions = await readSubscriptions(db, workspaceId, ids);
  return people.rows.map((person) => ({
    ...person,
    email: displayed(person.email),
    lists: subscriptions.get(person.id) ?? [],
  }));
}

async function readSubscriptions(
  db: Db,
  workspaceId: string,
  ids: readonly string[],
): Promise<Map<string, Subscription[]>> {
  const { rows } = await sql<Subscription & { contactId: string }>`
    select s.contact_id as "contactId", s.list_id as "listId", l.name as "listName", s.basis, s.source,
      s.joined_at as "joinedAt", s.confirmed_at as "confirmedAt",
      case when ${leftSql('s', sql.ref('c.address_key'))} then 'left' else s.state end as state,
      array(
        select distinct t from stopping_scopes(s.workspace_id, 'marketing', c.address_key, s.list_id, s.contact_id) t order by 1
      ) as suppressed
    from subscriptions s
    join contacts c on c.id = s.contact_id
    join lists l on l.id = s.list_id
    where s.workspace_id = ${workspaceId} and s.contact_id = any(${ids}::bigint[])
    order by s.contact_id, s.list_id
  `.execute(db);
  const byContact = new Map<string, Subscription[]>();
  for (const { contactId, ...subscription } of rows) {
    byContact.set(contactId, [...(byContact.get(contactId) ?? []), subscription]);
  }
  return byContact;
}

/** The table keeps the address as the wire wants it (A-labels, quoted where need be); people see the other spelling. */
function displayed(email: string): string {
  const parsed = parseAddress(email);
  return parsed.ok ? parsed.address.display : email;
}
