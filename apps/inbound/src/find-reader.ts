import type { Db } from '@hikyaku/database';
import type { DeliveryRef } from '@hikyaku/message';
import { sql } from 'kysely';

/** Whom a letter went to and what writing back to it stops: its list, or all marketing of its sender where it has none any more. */
export type Reader = {
  workspaceId: string;
  addressKey: Buffer;
  campaignId: string;
  scope: 'list' | 'marketing';
  listId: string | null;
  /** Where the letter's sender reads answers. */
  answersTo: string;
};

/** Looks up a verified letter in the ledger; undefined when nothing is left of its campaign. */
export async function findReader(db: Db, ref: DeliveryRef): Promise<Reader | undefined> {
  const { rows } = await sql<{ workspace_id: string; list_id: string | null; answers_to: string }>`
    select c.workspace_id, l.id as list_id, coalesce(c.reply_to, c.from_email) as answers_to
    from campaigns c
    left join deliveries d
      on d.campaign_id = c.id and d.address_key = ${ref.addressKey} and d.letter_no = ${ref.letterNo}
    left join lists l on l.id = d.list_id and l.workspace_id = c.workspace_id
    where c.id = ${ref.campaignId}
  `.execute(db);
  const [row] = rows;
  if (row === undefined) return undefined;
  return {
    workspaceId: row.workspace_id,
    addressKey: ref.addressKey,
    campaignId: ref.campaignId,
    scope: row.list_id === null ? 'marketing' : 'list',
    listId: row.list_id,
    answersTo: row.answers_to,
  };
}
