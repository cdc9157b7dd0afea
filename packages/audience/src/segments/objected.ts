import { type RawBuilder, sql } from 'kysely';

/**
 * Whether the person in the row of `contacts` called `c` objects to all marketing of the workspace, and has confirmed no list since:
 * nothing of theirs is looked at for a segment (Art. 21(2)(3) GDPR: an objection also ends profiling).
 */
export function objectedSql(workspaceId: string): RawBuilder<boolean> {
  return sql<boolean>`exists (
    select from suppressions x
    where x.address_key = c.address_key and x.workspace_id = ${workspaceId}::bigint and x.scope in ('marketing', 'all')
      and x.lifted_at is null
      and not (x.scope = 'marketing' and x.reason <> 'complaint' and exists (
        select from subscriptions o where o.contact_id = c.id and o.confirmed_at > x.suppressed_at
      ))
    offset 0
  )`;
}
