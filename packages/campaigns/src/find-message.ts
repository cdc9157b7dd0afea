import type { Db } from '@hikyaku/database';
import type { DeliveryState } from '@hikyaku/ledger';
import type { DeliveryRef } from '@hikyaku/message';

/** A transactional letter's fate, and what became of it. */
export type Message = {
  ref: DeliveryRef;
  class: string;
  to: string;
  subject: string;
  state: DeliveryState;
  reason: string | null;
  reply: string | null;
  attempts: number;
  createdAt: Date;
  settledAt: Date | null;
};

/** Finds one letter that this workspace handed in. */
export async function findMessage(db: Db, workspaceId: string, ref: DeliveryRef): Promise<Message | undefined> {
  const row = await db
    .selectFrom('stream_letters as t')
    .innerJoin('campaigns as m', 'm.id', 't.campaign_id')
    .innerJoin('deliveries as d', (join) =>
      join
        .onRef('d.campaign_id', '=', 't.campaign_id')
        .onRef('d.address_key', '=', 't.address_key')
        .onRef('d.letter_no', '=', 't.letter_no'),
    )
    .select([
      'm.class',
      't.email',
      't.subject',
      'd.state',
      'd.reason',
      'd.reply',
      'd.attempt',
      't.created_at',
      'd.settled_at',
    ])
    .where('t.workspace_id', '=', workspaceId)
    .where('t.campaign_id', '=', ref.campaignId)
    .where('t.address_key', '=', ref.addressKey)
    .where('t.letter_no', '=', ref.letterNo)
    .executeTakeFirst();
  if (row === undefined) return undefined;
  const { email: to, attempt: attempts, created_at: createdAt, settled_at: settledAt, ...rest } = row;
  return { ...rest, ref, to, attempts, createdAt, settledAt };
}
