import type { Db } from '@hikyaku/database';
import { record } from '@hikyaku/events';
import type { Scoped } from '@hikyaku/ledger';
import { maskAddress } from '@hikyaku/message';
import { sql } from 'kysely';

/** Why an address must not be written to, weakest first: a stronger reason is never replaced by a weaker one. */
export const suppressionReasons = [
  'imported',
  'manual',
  'unsubscribed',
  'invalid-address',
  'complaint',
  'erased',
] as const;

/** One of the reasons. */
export type SuppressionReason = (typeof suppressionReasons)[number];

/** How a "no" reached us. `source` names the door: one-click, page, api, command-line, import. */
export type How = {
  reason: SuppressionReason;
  source: string;
  note?: string;
  details?: Record<string, string | number>;
};

/** Whether the row is new, was raised again after a lift or a later opt-in, was given a stronger reason, or stood already. */
export type Suppressed = { outcome: 'added' | 'renewed' | 'stood'; suppressionIds: string[] };

/**
 * Step a of leaving: the suppression rows and their events, in one transaction. From its commit on, every gate that starts sees
 * them. Idempotent: a repeat keeps the first time and adds no event.
 */
export async function suppress(db: Db, people: readonly Scoped[], how: How): Promise<Suppressed> {
  return db.transaction().execute(async (tx) => {
    const changed = await upsert(tx, people, how);
    await record(
      tx,
      changed.map((row) => ({
        kind: 'suppressed',
        workspaceId: row.workspace_id,
        addressKey: row.address_key,
        ...(row.list_id === null ? {} : { listId: row.list_id }),
        details: { ...how.details, scope: row.scope, reason: row.reason, source: how.source },
      })),
    );
    const [first] = changed;
    return {
      outcome: first === undefined ? 'stood' : first.inserted ? 'added' : 'renewed',
      suppressionIds: changed.map((row) => row.id),
    };
  });
}

type Row = {
  id: string;
  workspace_id: string | null;
  address_key: Buffer;
  scope: string;
  list_id: string | null;
  reason: string;
  inserted: boolean;
};

async function upsert(db: Db, people: readonly Scoped[], how: How): Promise<Row[]> {
  const masks = await maskedAddresses(db, people);
  // Rows in key order (the lock order). `distinct` because one statement may not touch a row twice.
  const { rows } = await sql<Row>`
    insert into suppressions as s (address_key, workspace_id, scope, list_id, reason, source, note, masked_email)
    select distinct on (p.address_key, p.workspace_id, p.scope, p.list_id)
      p.address_key, p.workspace_id, p.scope, p.list_id, ${how.reason}, ${how.source}, ${how.note ?? null}::text, p.masked_email
    from unnest(
      ${people.map((p) => p.addressKey)}::bytea[],
      ${people.map((p) => p.workspaceId)}::bigint[],
      ${people.map((p) => p.scope)}::text[],
      ${people.map((p) => p.listId)}::bigint[],
      ${masks}::text[]
    ) p(address_key, workspace_id, scope, list_id, masked_email)
    order by p.address_key, p.workspace_id, p.scope, p.list_id
    on conflict (address_key, workspace_id, scope, list_id) do update
    set suppressed_at = case when ${isOver('s')} then excluded.suppressed_at else s.suppressed_at end,
        reason = case when ${isOver('s')} or ${isStronger('excluded', 's')} then excluded.reason else s.reason end,
        source = excluded.source, note = excluded.note,
        lifted_at = null, lifted_by = null, lift_reason = null
    where ${isOver('s')} or ${isStronger('excluded', 's')}
    returning s.id, s.workspace_id, s.address_key, s.scope, s.list_id, s.reason, (xmax = 0) as inserted
  `.execute(db);
  return rows;
}

/**
 * Lifted, or overtaken by the person's own confirmed opt-in: a new "no" then counts from now. No opt-in overtakes a complaint, as in
 * stopping_scopes().
 */
function isOver(row: string) {
  const s = sql.ref(row);
  return sql`(${s}.lifted_at is not null or ${s}.scope in ('list', 'marketing') and ${s}.reason <> 'complaint' and exists (
    select from contacts c join subscriptions o on o.contact_id = c.id
    where c.workspace_id = ${s}.workspace_id and c.address_key = ${s}.address_key
      and (${s}.list_id is null or o.list_id = ${s}.list_id) and o.confirmed_at > ${s}.suppressed_at
  ))`;
}

function isStronger(left: string, right: string) {
  const order = sql.lit(`{${suppressionReasons.join(',')}}`);
  const strength = (row: string) => sql`array_position(${order}::text[], ${sql.ref(row)}.reason)`;
  return sql`${strength(left)} > ${strength(right)}`;
}

/** What an operator may see beside the row; the key itself says nothing about the address. */
async function maskedAddresses(db: Db, people: readonly Scoped[]): Promise<string[]> {
  const contacts = await db
    .selectFrom('contacts')
    .select(['address_key', 'email'])
    .where('address_key', 'in', [...new Set(people.map((p) => p.addressKey))])
    .execute();
  const byKey = new Map(contacts.map((c) => [c.address_key.toString('hex'), maskAddress(c.email)]));
  return people.map((p) => byKey.get(p.addressKey.toString('hex')) ?? '');
}
