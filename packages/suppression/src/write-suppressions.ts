import type { Db } from '@hikyaku/database';
import type { NewEvent } from '@hikyaku/events';
import type { Scoped } from '@hikyaku/ledger';
import { sql } from 'kysely';
import { type SuppressionReason, suppressionReasons } from './suppression-reason.ts';
import { isWish, termsOf, type Wish } from './wish.ts';

/** A suppression to be written, and what its event tells beside scope, reason and source. `saidAt` is now where it is left out, and never later. */
export type NewSuppression = (Scoped | Wish) & {
  reason: SuppressionReason;
  source: string;
  note: string | null;
  saidAt?: Date;
  event: Pick<NewEvent, 'workspaceId' | 'campaignId' | 'letterNo' | 'details'>;
};

/**
 * A row that was added, raised again, or given a stronger reason or other terms, by its place among those asked for; those that stood already
 * are not told. `begun`: it did not stand before, so that lifting it would undo this and no more.
 */
export type ChangedSuppression = { place: number; id: string; inserted: boolean; begun: boolean };

/** Writes suppressions and their events, inside the caller's transaction. Idempotent: a repeat keeps the first time and adds no event. */
export async function writeSuppressions(
  tx: Db,
  suppressions: readonly NewSuppression[],
): Promise<ChangedSuppression[]> {
  const { rows } = await sql<{ o_place: number; o_id: string; o_inserted: boolean; o_begun: boolean }>`
    select * from suppress(${rowsOf(suppressions)}, ${[...suppressionReasons]})
  `.execute(tx);
  return rows.map((row) => ({ place: row.o_place - 1, id: row.o_id, inserted: row.o_inserted, begun: row.o_begun }));
}

/**
 * Takes back what waits for people and writes their suppressions, in a transaction of its own; `moved` are the places of those of whom
 * something was taken back. A pass by `withhold` must follow.
 */
export async function beginLeaving(
  db: Db,
  suppressions: readonly NewSuppression[],
): Promise<{ moved: number[]; changed: ChangedSuppression[] }> {
  const { rows } = await sql<{ moved_places: number[]; changed: ChangedSuppression[] }>`
    select * from begin_leaving(${rowsOf(suppressions)}, ${[...suppressionReasons]})
  `.execute(db);
  const { moved_places = [], changed = [] } = rows[0] ?? {};
  return {
    moved: moved_places.map((place) => place - 1),
    changed: changed.map((row) => ({ ...row, place: row.place - 1 })),
  };
}

function rowsOf(suppressions: readonly NewSuppression[]): string {
  return JSON.stringify(
    suppressions.map((one) => ({
      key: one.addressKey.toString('hex'),
      workspace_id: one.workspaceId,
      scope: one.scope,
      list_id: one.listId,
      reason: isWish(one) ? 'asked' : one.reason,
      source: one.source,
      note: one.note,
      said_at: one.saidAt,
      ...termsOf(one),
      event_workspace: one.event.workspaceId,
      campaign_id: one.event.campaignId,
      letter_no: one.event.letterNo,
      details: { ...one.event.details, ...termsTold(one) },
    })),
  );
}

function termsTold(one: NewSuppression): Record<string, string | number> {
  const { until, most, days } = termsOf(one);
  if (until !== null) return { until: until.toISOString() };
  return most === null || days === null ? {} : { most, days };
}
