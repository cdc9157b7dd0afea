import type { Db } from '@hikyaku/database';
import { sql } from 'kysely';
import { leftSql } from './left.ts';
import { leftSuppressionsSql } from './list-contacts.ts';

/** Everybody on a list by what they are to it; whether a wider "no" stops them is `countAudience`'s question. */
export type ListCounts = { active: number; pending: number; left: number };

/** Counts a list at this moment: a million in some 60 ms, where the table has been vacuumed since they came. */
export async function countList(db: Db, workspaceId: string, listId: string): Promise<ListCounts> {
  const { rows } = await sql<{ everybody: number; pending: number; left: number; pendingLeft: number }>`
    select
      (select count(*)::integer from subscriptions s where s.list_id = ${listId}) as everybody,
      (select count(*)::integer from subscriptions s where s.list_id = ${listId} and s.state = 'pending') as pending,
      l.people as left, l.pending as "pendingLeft"
    from (
      select count(*)::integer as people, (count(*) filter (where s.state = 'pending'))::integer as pending
      from (${leftSuppressionsSql(workspaceId, listId)}) x
      join contacts c on c.workspace_id = ${workspaceId} and c.address_key = x.address_key
      join subscriptions s on s.list_id = ${listId} and s.contact_id = c.id
      where ${leftSql('s', sql.ref('c.address_key'))}
    ) l
  `.execute(db);
  const { everybody = 0, pending = 0, left = 0, pendingLeft = 0 } = rows[0] ?? {};
  const waiting = pending - pendingLeft;
  return { active: everybody - left - waiting, pending: waiting, left };
}
