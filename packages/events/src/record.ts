import type { Db } from '@hikyaku/database';

/** What can happen to a person, a letter or a campaign. Letters that were accepted are told by the ledger alone. */
export type EventKind =
  | 'suppressed'
  | 'suppression-held'
  | 'suppression-released'
  | 'suppression-discarded'
  | 'left'
  | 'lifted'
  | 'subscribed'
  | 'confirmed'
  | 'contact-added'
  | 'contact-changed'
  | 'contact-deleted'
  | 'imported'
  | 'withheld'
  | 'deferred'
  | 'bounced'
  | 'failed'
  | 'uncertain'
  | 'resolved'
  | 'journal-given-up'
  | 'pepper-replaced'
  | 'rush-noticed'
  | 'scheduled'
  | 'self-tested'
  | 'sending'
  | 'paused'
  | 'resumed'
  | 'limits-set'
  | 'cancelled'
  | 'finished'
  | 'warm-up-stepped';

/** Something that happened; the time is the database's. `details` hold facts, never a full address or a token. */
export type NewEvent = {
  kind: EventKind;
  workspaceId: string | null;
  campaignId?: string;
  addressKey?: Buffer;
  letterNo?: number;
  listId?: string;
  contactId?: string;
  details?: Record<string, string | number | boolean | null>;
};

/** Appends events, inside the caller's transaction when `db` is one: what is recorded happened, and what happened is recorded. */
export async function record(db: Db, events: readonly NewEvent[]): Promise<void> {
  if (events.length === 0) return;
  await db
    .insertInto('events')
    .values(
      events.map((event) => ({
        kind: event.kind,
        workspace_id: event.workspaceId,
        campaign_id: event.campaignId ?? null,
        address_key: event.addressKey ?? null,
        letter_no: event.letterNo ?? null,
        list_id: event.listId ?? null,
        contact_id: event.contactId ?? null,
        details: JSON.stringify(event.details ?? {}),
      })),
    )
    .execute();
}
