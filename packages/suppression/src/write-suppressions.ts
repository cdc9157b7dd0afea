import type { Db } from '@hikyaku/database';
import { type NewEvent, record } from '@hikyaku/events';
import type { Scoped } from '@hikyaku/ledger';
import { maskAddress } from '@hikyaku/message';
import { sql } from 'kysely';
import { type SuppressionReason, suppressionReasons } from './suppression-reason.ts';
import { isWish, termsOf, type Wish } from './wish.ts';

/** A suppression to be written, and what its event tells beside scope, reason and source. */
export type NewSuppression = (Scoped | Wish) & {
  reason: SuppressionReason;
  note: string | null;
  event: Pick<NewEvent, 'workspaceId' | 'campaignId' | 'letterNo' | 'details'>;
};

/**
 * A row that was added, raised again, or given a stronger reason or other terms; those that stood already are not told. `begun`: it did
 * not stand before, so that lifting it would undo this and no more.
 */
export type ChangedSuppression = {
  id: string;
  inserted: boolean;
  begun: boolean;
  addressKey: Buffer;
  workspaceId: string | null;
  scope: string;
  listId: string | null;
};

/** Writes suppressions and their events, inside the caller's transaction. Idempotent: a repeat keeps the first time and adds no event. */
export async function writeSuppressions(
  tx: Db,
  suppressions: readonly NewSuppression[],
  source: string,
): Promise<ChangedSuppression[]> {
  const changed = await upsert(tx, suppressions, source);
  const wanted = new Map(suppressions.map((one) => [nameOf(one), one]));
  await record(
    tx,
    changed.map((row) => {
      const event = wanted.get(nameOf(row))?.event;
      return {
        workspaceId: row.workspaceId,
        ...event,
        kind: 'suppressed',
        addressKey: row.addressKey,
        ...(row.listId === null ? {} : { listId: row.listId }),
        details: { ...event?.details, scope: row.scope, reason: row.reason, source, ...toldTerms(row) },
      };
    }),
  );
  return changed;
}

/** A suppression's own name: several of one address may be written at once. */
export function nameOf(one: Pick<ChangedSuppression, 'addressKey' | 'workspaceId' | 'scope' | 'listId'>): string {
  return `${one.addressKey.toString('base64url')} ${one.workspaceId} ${one.scope} ${one.listId}`;
}

type Row = ChangedSuppression & {
  reason: string;
  until: Date | null;
  most: number | null;
  days: number | null;
};

function toldTerms({ until, most, days }: Row): Record<string, string | number> {
  if (until !== null) return { until: until.toISOString() };
  return most === null || days === null ? {} : { most, days };
}

async function upsert(db: Db, suppressions: readonly NewSuppression[], source: string): Promise<Row[]> {
  const masks = await maskedAddresses(db, suppressions);
  const terms = suppressions.map(termsOf);
  // Rows in key order (the lock order). `distinct` because one statement may not touch a row twice.
  const { rows } = await sql<Row>`
    insert into suppressions as s (address_key, workspace_id, scope, list_id, reason, source, note, masked_email, until, most, days)
    select distinct on (p.address_key, p.workspace_id, p.scope, p.list_id)
      p.address_key, p.workspace_id, p.scope, p.list_id, p.reason, ${source}, p.note, p.masked_email, p.until, p.most, p.days
    from unnest(
      ${suppressions.map((p) => p.addressKey)}::bytea[],
      ${suppressions.map((p) => p.workspaceId)}::bigint[],
      ${suppressions.map((p) => p.scope)}::text[],
      ${suppressions.map((p) => p.listId)}::bigint[],
      ${suppressions.map((p) => (isWish(p) ? 'asked' : p.reason))}::text[],
      ${suppressions.map((p) => p.note)}::text[],
      ${masks}::text[],
      ${terms.map((t) => t.until?.toISOString() ?? null)}::timestamptz[],
      ${terms.map((t) => t.most)}::smallint[],
      ${terms.map((t) => t.days)}::smallint[]
    ) p(address_key, workspace_id, scope, list_id, reason, note, masked_email, until, most, days)
    order by p.address_key, p.workspace_id, p.scope, p.list_id, ${strength('p')} desc
    on conflict (address_key, workspace_id, scope, list_id) do update
    set suppressed_at = case when ${isOver('s')} then excluded.suppressed_at else s.suppressed_at end,
        reason = case when ${isOver('s')} or ${isStronger('excluded', 's')} then excluded.reason else s.reason end,
        source = excluded.source, note = excluded.note,
        until = excluded.until, most = excluded.most, days = excluded.days,
        lifted_at = null, lifted_by = null, lift_reason = null
    where ${isOver('s')} or ${isStronger('excluded', 's')}
      or (excluded.until, excluded.most, excluded.days) is distinct from (s.until, s.most, s.days)
    returning s.id, s.workspace_id as "workspaceId", s.address_key as "addressKey", s.scope, s.list_id as "listId", s.reason,
      s.until, s.most, s.days, (xmax = 0) as inserted, s.suppressed_at >= now() as begun
  `.execute(db);
  return rows;
}

/**
 * Lifted, past, or overtaken by the person's own confirmed opt-in: a new "no" then counts from now. No opt-in overtakes a complaint, as
 * in suppressions_against().
 */
function isOver(row: string) {
  const s = sql.ref(row);
  return sql`(${s}.lifted_at is not null or ${s}.until <= now() or ${s}.scope in ('list', 'marketing', 'snooze') and ${s}.reason <> 'complaint' and exists (
    select from contacts c join subscriptions o on o.contact_id = c.id
    where c.workspace_id = ${s}.workspace_id and c.address_key = ${s}.address_key
      and (${s}.list_id is null or o.list_id = ${s}.list_id) and o.confirmed_at > ${s}.suppressed_at
  ))`;
}

function isStronger(left: string, right: string) {
  return sql`${strength(left)} > ${strength(right)}`;
}

function strength(row: string) {
  return sql`array_position(${sql.lit(`{${suppressionReasons.join(',')}}`)}::text[], ${sql.ref(row)}.reason)`;
}

/**
 * What an operator may see beside the row; the key itself says nothing about the address. Looked up in the workspace that the event
 * belongs to: contacts are indexed by workspace first.
 */
async function maskedAddresses(db: Db, suppressions: readonly NewSuppression[]): Promise<string[]> {
  const { rows } = await sql<{ address_key: Buffer; email: string }>`
    select distinct on (c.address_key) c.address_key, c.email
    from unnest(
      ${suppressions.map((p) => p.event.workspaceId)}::bigint[],
      ${suppressions.map((p) => p.addressKey)}::bytea[]
    ) p(workspace_id, address_key)
    join contacts c using (workspace_id, address_key)
  `.execute(db);
  const byKey = new Map(rows.map((row) => [row.address_key.toString('hex'), maskAddress(row.email)]));
  return suppressions.map((p) => byKey.get(p.addressKey.toString('hex')) ?? '');
}
