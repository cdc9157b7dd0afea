import type { Db } from '@hikyaku/database';
import { record } from '@hikyaku/events';
import type { DeliveryRef } from '@hikyaku/message';
import { type RawBuilder, sql } from 'kysely';
import type { Refused } from './campaign.ts';
import { findCampaign } from './find-campaign.ts';
import { move } from './move.ts';
import type { NotFound } from './problem.ts';
import { slotsOf } from './slots.ts';
import type { Wake } from './wake-ups.ts';

/** What a person decides about uncertain letters: send them again (somebody may get two), or take them for accepted (somebody may have got none). */
export type Resolution = { action: 'resend' | 'accept'; letters?: readonly DeliveryRef[]; by: string };

/** How many letters were decided on; `stillOnTheWire` ones may yet be read by their receiver and were left alone. */
export type Resolved = { kind: 'resolved'; letters: number; stillOnTheWire: number };

const pageSize = 500;

/**
 * Carries out a person's decision on a campaign's uncertain letters, all of them or those named. Letters sent again meet the gate
 * like any other; a finished campaign is sending again until they have settled. Each letter's decision is an event.
 */
export async function resolveUncertain(
  { db, wake }: { db: Db; wake: Wake },
  workspaceId: string,
  campaignId: string,
  resolution: Resolution,
): Promise<Resolved | NotFound | Refused> {
  const campaign = await findCampaign(db, workspaceId, campaignId);
  if (campaign === undefined) return { kind: 'not-found' };
  if (resolution.action === 'resend' && campaign.kind === 'campaign') {
    const reopened = await db
      .transaction()
      .execute((tx) => move(tx, workspaceId, campaignId, { verb: 'reopen', event: 'sending' }));
    if (reopened.kind !== 'moved') return reopened;
  }
  const named = resolution.letters?.filter((ref) => ref.campaignId === campaignId);
  let letters = 0;
  for (;;) {
    const decided = await decidePage(db, { workspaceId, campaignId, named }, resolution);
    letters += decided;
    if (decided < pageSize) break;
  }
  if (resolution.action === 'resend' && letters > 0) {
    await wake(await slotsOf(db, campaignId)).catch(() => undefined);
  }
  return { kind: 'resolved', letters, stillOnTheWire: await stillOnTheWire(db, campaignId) };
}

type Where = { workspaceId: string; campaignId: string; named: readonly DeliveryRef[] | undefined };

async function decidePage(db: Db, where: Where, { action, by }: Resolution): Promise<number> {
  return db.transaction().execute(async (tx) => {
    // Held shared, like a gate does: the status looked at is the one the letters are put back under.
    await sql`select pg_advisory_xact_lock_shared(${where.campaignId})`.execute(tx);
    const decided = await (action === 'resend' ? putBack(tx, where) : accept(tx, where));
    await record(
      tx,
      decided.map((row) => ({
        kind: 'resolved',
        workspaceId: where.workspaceId,
        campaignId: where.campaignId,
        addressKey: row.address_key,
        letterNo: row.letter_no,
        details: { action, by },
      })),
    );
    return decided.length;
  });
}

type Decided = { address_key: Buffer; letter_no: number };

/** Each into a new batch of the slot that it left by. */
async function putBack(tx: Db, where: Where): Promise<Decided[]> {
  const { rows } = await sql<Decided>`
    with chosen as materialized (${decidable(where)}), slot as materialized (
      select b.slot_id, new_id() as batch_id
      from chosen c join batches b on b.id = c.batch_id
      where exists (select from campaigns where id = ${where.campaignId} and status = 'sending')
      group by b.slot_id
    ), batched as (
      insert into batches (id, campaign_id, slot_id) select batch_id, ${where.campaignId}, slot_id from slot
    )
    update deliveries d
    set state = 'queued', batch_id = slot.batch_id, wire_until = null, settled_at = null
    from chosen c join batches b on b.id = c.batch_id join slot on slot.slot_id = b.slot_id
    where d.campaign_id = c.campaign_id and d.address_key = c.address_key and d.letter_no = c.letter_no
    returning d.address_key, d.letter_no
  `.execute(tx);
  return rows;
}

async function accept(tx: Db, where: Where): Promise<Decided[]> {
  const { rows } = await sql<Decided>`
    with chosen as materialized (${decidable(where)})
    update deliveries d
    set state = 'accepted', reason = 'resolved-as-accepted', wire_until = null, settled_at = clock_timestamp()
    from chosen c
    where d.campaign_id = c.campaign_id and d.address_key = c.address_key and d.letter_no = c.letter_no
    returning d.address_key, d.letter_no
  `.execute(tx);
  return rows;
}

/** Letters that are uncertain still, and whose bytes nobody can be reading any more. */
function decidable({ campaignId, named }: Where): RawBuilder<unknown> {
  const refs = named ?? [];
  const chosen =
    named === undefined
      ? sql`true`
      : sql`(e.address_key, e.letter_no) in (
          select * from unnest(${refs.map((ref) => ref.addressKey)}::bytea[], ${refs.map((ref) => ref.letterNo)}::integer[])
        )`;
  return sql`
    select d.campaign_id, d.address_key, d.letter_no, d.batch_id
    from (
      select distinct e.campaign_id, e.address_key, e.letter_no
      from exceptions e
      where e.campaign_id = ${campaignId} and e.kind = 'uncertain' and ${chosen}
    ) e
    join deliveries d using (campaign_id, address_key, letter_no)
    where d.state = 'uncertain' and (d.wire_until is null or d.wire_until <= clock_timestamp())
    order by d.campaign_id, d.address_key, d.letter_no
    limit ${pageSize}
    for no key update of d
  `;
}

async function stillOnTheWire(db: Db, campaignId: string): Promise<number> {
  const { rows } = await sql<{ letters: number }>`
    select count(*)::integer as letters
    from (select distinct address_key, letter_no from exceptions where campaign_id = ${campaignId} and kind = 'uncertain') e
    join deliveries d on d.campaign_id = ${campaignId} and d.address_key = e.address_key and d.letter_no = e.letter_no
    where d.state = 'uncertain' and d.wire_until > clock_timestamp()
  `.execute(db);
  return rows[0]?.letters ?? 0;
}
