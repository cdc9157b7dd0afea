import { type RawBuilder, sql } from 'kysely';

/**
 * Whether a subscription is left: a list suppression, not lifted, is newer than the joining, and no confirmed opt-in is newer
 * still. A complaint is not undone by a confirmation. Both arguments are SQL: the subscription's alias, and the address key.
 */
export function leftSql(subscription: string, addressKey: RawBuilder<Buffer>): RawBuilder<boolean> {
  const s = sql.ref(subscription);
  return sql<boolean>`exists (
    select from suppressions x
    where x.address_key = ${addressKey} and x.workspace_id = ${s}.workspace_id and x.scope = 'list' and x.list_id = ${s}.list_id
      and x.lifted_at is null and x.suppressed_at > ${s}.joined_at
      and not (x.reason <> 'complaint' and ${s}.confirmed_at is not null and ${s}.confirmed_at > x.suppressed_at)
  )`;
}
