import type { Db } from '@hikyaku/database';
import type { DeliveryState } from '@hikyaku/ledger';
import { type DeliveryRef, parseAddress } from '@hikyaku/message';
import { type RawBuilder, sql } from 'kysely';
import { letterId } from './letter-id.ts';

/** One letter's row as people read it. `email` is null when the contact has been deleted; `lane` when it never had to wait. */
export type Delivery = {
  id: string;
  ref: DeliveryRef;
  email: string | null;
  state: DeliveryState;
  reason: string | null;
  reply: string | null;
  attempts: number;
  lane: string | null;
  firstAttemptAt: Date | null;
  settledAt: Date | null;
};

/** Which rows: of one state or all, of one address or all, after a letter of the page before. */
export type DeliveryPage = { state?: DeliveryState; addressKey?: Buffer; after?: DeliveryRef; limit: number };

/** A page of a campaign's ledger in the order of its keys; none of another workspace's. The next page begins after this page's last. */
export async function listDeliveries(
  db: Db,
  workspaceId: string,
  campaignId: string,
  page: DeliveryPage,
): Promise<Delivery[]> {
  const { rows } = await sql<{
    address_key: Buffer;
    letter_no: number;
    email: string | null;
    state: DeliveryState;
    reason: string | null;
    reply: string | null;
    attempt: number;
    lane: string | null;
    first_attempt_at: Date | null;
    settled_at: Date | null;
  }>`
    select d.address_key, d.letter_no, coalesce(t.email, c.email) as email, d.state, d.reason, d.reply, d.attempt, s.lane,
      d.first_attempt_at, d.settled_at
    from campaigns m
    join deliveries d on d.campaign_id = m.id
    left join contacts c on c.id = d.contact_id
    left join stream_letters t on m.kind = 'stream' and t.campaign_id = d.campaign_id
      and t.address_key = d.address_key and t.letter_no = d.letter_no
    left join batches b on b.id = d.batch_id
    left join lane_slots s on s.id = b.slot_id
    where m.id = ${campaignId} and m.workspace_id = ${workspaceId}
      and ${page.after === undefined ? sql`true` : sql`(d.address_key, d.letter_no) > (${page.after.addressKey}, ${page.after.letterNo}::integer)`}
      and ${page.addressKey === undefined ? sql`true` : sql`d.address_key = ${page.addressKey}`}
      and ${inState(campaignId, page.state)}
    order by d.address_key, d.letter_no
    limit ${page.limit}
  `.execute(db);
  return rows.map((row) => {
    const ref = { campaignId, addressKey: row.address_key, letterNo: row.letter_no };
    return {
      id: letterId(ref),
      ref,
      email: row.email === null ? null : displayed(row.email),
      state: row.state,
      reason: row.reason,
      reply: row.reply,
      attempts: row.attempt,
      lane: row.lane,
      firstAttemptAt: row.first_attempt_at,
      settledAt: row.settled_at,
    };
  });
}

/** No index knows of states. Uncertain letters are looked up where they were noted: a million rows hold a handful of them, or none. */
function inState(campaignId: string, state: DeliveryState | undefined): RawBuilder<unknown> {
  if (state === undefined) return sql`true`;
  const is = sql`d.state = ${state}::delivery_state`;
  if (state !== 'uncertain') return is;
  return sql`${is} and (d.address_key, d.letter_no) in (
    select e.address_key, e.letter_no from exceptions e where e.campaign_id = ${campaignId} and e.kind = 'uncertain'
  )`;
}

function displayed(email: string): string {
  const parsed = parseAddress(email);
  return parsed.ok ? parsed.address.display : email;
}
