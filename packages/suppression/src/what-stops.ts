import type { Db } from '@hikyaku/database';
import type { MessageClass } from '@hikyaku/message';
import { sql } from 'kysely';

/**
 * Everything that can stop a letter at the gate, as the gate writes it into the letter's row; of several the first in this order. As
 * the type `stop` of the database.
 */
export const stops = [
  'contact-deleted',
  'address-changed',
  'suppressed-invalid',
  'suppressed-all',
  'suppressed-marketing',
  'suppressed-list',
  'snoozed',
  'fewer-letters',
  'workspace-cap',
] as const;

/** One of them. */
export type Stop = (typeof stops)[number];

/** A letter that is asked about, whether it exists or not; `campaignId` is null for one of no campaign. */
export type LetterAsked = {
  workspaceId: string;
  class: MessageClass;
  campaignId: string | null;
  addressKey: Buffer;
  listId: string | null;
  contactId: string | null;
};

/** What stands in a letter's way, and the suppression or wish that says so: since when, by which door. */
export type StopFound = {
  stop: Stop;
  suppressionId: string | null;
  since: Date | null;
  until: Date | null;
  /** The limit that is reached: a person's own, or the workspace's. */
  most: number | null;
  days: number | null;
  reason: string | null;
  source: string | null;
  note: string | null;
};

/**
 * Why this letter would not pass the gate at this moment, all reasons, the one that the gate would write first; none when it may go. It
 * asks the gate's own function, `what_stops`, so the two cannot disagree.
 */
export async function whatStops(db: Db, letter: LetterAsked): Promise<StopFound[]> {
  const { rows } = await sql<StopFound>`
    select w.stop, s.id as "suppressionId", s.suppressed_at as since, s.until,
      case w.stop when 'workspace-cap' then k.most_letters else s.most end as most,
      case w.stop when 'workspace-cap' then k.most_letters_days else s.days end as days,
      s.reason, s.source, s.note
    from workspaces k
    left join contacts c on c.id = ${letter.contactId}
    cross join lateral what_stops(
      k.id, ${letter.class}, k.most_letters, k.most_letters_days,
      ${letter.campaignId}, ${letter.addressKey}, ${letter.listId}, ${letter.contactId}, c.address_key
    ) w
    left join suppressions s on s.id = w.suppression_id
    where k.id = ${letter.workspaceId}
    order by w.stop
  `.execute(db);
  return rows;
}
