import type { Db } from '@hikyaku/database';
import { type NewEvent, record } from '@hikyaku/events';
import { sql } from 'kysely';
import type { Consent } from './consent.ts';

/** Lists that a contact named in the call cannot join, because this workspace has none with such an id. */
export type UnknownListProblem = { kind: 'unknown-list'; listId: string; reason: string };

/** Who joins which lists, on what ground, and whether the person still has to confirm it. */
export type Joining = {
  workspaceId: string;
  contactId: string;
  addressKey: Buffer;
  listIds: readonly string[];
  consent: Consent;
  state: 'pending' | 'active';
};

/** The first of these lists that the workspace does not have, as a problem; undefined when it has them all. */
export async function unknownList(
  db: Db,
  workspaceId: string,
  listIds: readonly string[],
): Promise<UnknownListProblem | undefined> {
  if (listIds.length === 0) return undefined;
  const known = await db
    .selectFrom('lists')
    .select('id')
    .where('workspace_id', '=', workspaceId)
    .where('id', 'in', [...listIds])
    .execute();
  const missing = listIds.find((id) => known.every((list) => list.id !== id));
  return missing === undefined
    ? undefined
    : { kind: 'unknown-list', listId: missing, reason: 'There is no such list in this workspace.' };
}

/**
 * Joins lists. Who is on a list already keeps the time of joining and of confirmation; only a pending subscription can rise to
 * active. Nothing here can undo a suppression.
 */
export async function joinLists(db: Db, joining: Joining): Promise<void> {
  if (joining.listIds.length === 0) return;
  const { consent } = joining;
  const { rows } = await sql<{ list_id: string }>`
    insert into subscriptions (workspace_id, list_id, contact_id, state, basis, source, evidence, joined_at)
    select ${joining.workspaceId}, l.id, ${joining.contactId}, ${joining.state}, ${consent.basis}, ${consent.source.trim()},
      ${JSON.stringify(consent.evidence ?? {})}::jsonb, coalesce(${consent.at ?? null}::timestamptz, clock_timestamp())
    from (select distinct id from unnest(${[...joining.listIds]}::bigint[]) u(id) order by id) l
    on conflict (list_id, contact_id) do update
      set state = 'active', basis = excluded.basis, source = excluded.source,
          evidence = subscriptions.evidence || excluded.evidence
      where subscriptions.state = 'pending' and excluded.state = 'active'
    returning list_id
  `.execute(db);
  await record(
    db,
    rows.map(
      (row): NewEvent => ({
        kind: 'subscribed',
        workspaceId: joining.workspaceId,
        addressKey: joining.addressKey,
        listId: row.list_id,
        contactId: joining.contactId,
        details: { state: joining.state, basis: consent.basis, source: consent.source.trim() },
      }),
    ),
  );
}
