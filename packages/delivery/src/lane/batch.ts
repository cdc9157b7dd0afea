import type { Db } from '@hikyaku/database';
import { sql } from 'kysely';
import type { DueLetter } from '../composer.ts';
import type { DueCampaign } from './turns.ts';

/**
 * Some hundreds of letters of one campaign, leased to this sender. After `untilMs` (performance.now()) its people's quiet hours
 * have begun, and none of its letters may be begun any more. `most` letters may be begun where its domain is being warmed up.
 */
export type Batch = { id: string; campaignId: string; untilMs: number; most: number | null };

/** Whether letters of a batch may still be begun. */
export function maySend({ untilMs }: Batch): boolean {
  return performance.now() < untilMs;
}

/** A campaign with something due in a slot. `stream`: its letters overtake those of newsletters. */
export type Waiting = DueCampaign & { stream: boolean };

/**
 * The campaigns that have a batch due in a slot, longest due first. Those that are paused, or that an opt-out journal
 * holds back, are left out: their batches stay.
 */
export async function waitingCampaigns(db: Db, slotId: number): Promise<Waiting[]> {
  const { rows } = await sql<{ id: string; workspace_id: string; stream: boolean }>`
    select c.id, c.workspace_id, c.kind = 'stream' as stream
    from waiting_campaigns(${slotId}) w join campaigns c on c.id = w.o_campaign
    where w.o_due <= clock_timestamp() and c.status = 'sending'
      and not exists (select from holding_journals(c.workspace_id, c.class))
    order by w.o_due, c.id
  `.execute(db);
  return rows.map((row) => ({ campaignId: row.id, workspaceId: row.workspace_id, stream: row.stream }));
}

/**
 * Takes a campaign's next due batch in a slot, the longest due first; undefined when there is none, or all are put off because their
 * people's quiet hours have begun or today's ceiling of a warm-up is reached.
 */
export async function takeBatch(
  db: Db,
  slotId: number,
  senderId: string,
  campaignId: string,
): Promise<Batch | undefined> {
  const askedMs = performance.now();
  const { rows } = await sql<{ o_batch: string; o_seconds: number | null; o_most: number | null }>`
    select * from take_batch(${slotId}, ${campaignId}, ${senderId})
  `.execute(db);
  const [row] = rows;
  return (
    row && {
      id: row.o_batch,
      campaignId,
      untilMs: row.o_seconds === null ? Number.POSITIVE_INFINITY : askedMs + row.o_seconds * 1_000,
      most: row.o_most,
    }
  );
}

/**
 * The batch's people as they are now: a couple of microseconds each. Those who are gone, or whose address has changed, are withheld
 * here and not returned.
 */
export async function readBatch(db: Db, batch: Batch): Promise<DueLetter[]> {
  const read = await sql<{
    o_key: Buffer;
    o_letter: number;
    o_attempt: number;
    o_first_attempt_at: Date | null;
    o_list: string | null;
    o_contact: string | null;
    o_email: string | null;
    o_fields: Record<string, unknown> | null;
  }>`select * from read_batch(${batch.id})`.execute(db);
  const rows = batch.most === null ? read.rows : read.rows.slice(0, batch.most);
  const letters: DueLetter[] = [];
  for (const row of rows) {
    if (row.o_email === null) continue;
    letters.push({
      ref: { campaignId: batch.campaignId, addressKey: row.o_key, letterNo: row.o_letter },
      attempt: row.o_attempt,
      firstAttemptAt: row.o_first_attempt_at,
      listId: row.o_list,
      contactId: row.o_contact,
      email: row.o_email,
      fields: row.o_fields ?? {},
    });
  }
  if (letters.length < rows.length) await withholdUnreachable(db, batch);
  return letters;
}

async function withholdUnreachable(db: Db, batch: Batch): Promise<void> {
  await sql`
    with gone as materialized (
      select d.campaign_id, d.address_key, d.letter_no,
        case when c.id is null then 'contact-deleted' else 'address-changed' end as reason
      from deliveries d left join contacts c on c.id = d.contact_id
      where d.batch_id = ${batch.id} and d.state in ('queued', 'deferred')
        and d.contact_id is not null and c.address_key is distinct from d.address_key
      order by d.campaign_id, d.address_key, d.letter_no
      for no key update of d
    )
    update deliveries d set state = 'withheld', reason = g.reason, settled_at = clock_timestamp()
    from gone g
    where d.campaign_id = g.campaign_id and d.address_key = g.address_key and d.letter_no = g.letter_no
  `.execute(db);
}

/**
 * Gives a batch back: closed when none of its letters can leave any more, else due again after `againAfterMs`. A sender that was
 * declared dead gives nothing back: recovery finds by its batches the letters whose gate it never heard from. `begun` letters of it
 * were; what else its warm-up had set aside for it may go to others today.
 */
export async function releaseBatch(
  db: Db,
  batch: Batch,
  senderId: string,
  againAfterMs: number,
  begun: number,
): Promise<void> {
  if (batch.most !== null && begun < batch.most) await giveBackAllowance(db, batch, batch.most - begun);
  await sql`
    update batches b
    set sender_id = null,
      due_at = clock_timestamp() + make_interval(secs => ${againAfterMs / 1_000}),
      state = case when exists (
        select from deliveries d
        where d.batch_id = b.id and d.state in ('queued', 'attempting', 'deferred')
      ) then 'ready' else 'closed' end
    where b.id = ${batch.id} and b.sender_id = ${senderId} and b.state = 'leased'
      and exists (select from senders s where s.id = b.sender_id and s.fenced_at is null)
  `.execute(db);
}

async function giveBackAllowance(db: Db, batch: Batch, letters: number): Promise<void> {
  await sql`
    update warm_ups w set taken = greatest(0, w.taken - ${letters})
    from batches b join campaigns c on c.id = b.campaign_id join lane_slots s on s.id = b.slot_id
    where b.id = ${batch.id} and w.domain = split_part(lower(c.from_email), '@', 2) and w.lane = s.lane
      and w.day = (clock_timestamp() at time zone 'UTC')::date
  `.execute(db);
}

/** When the next batch of a slot is due, in milliseconds from now; undefined when none waits. */
export async function nextDueInMs(db: Db, slotId: number): Promise<number | undefined> {
  const { rows } = await sql<{ due_in_ms: number | null }>`
    select extract(epoch from min(w.o_due) - clock_timestamp())::float8 * 1000 as due_in_ms
    from waiting_campaigns(${slotId}) w join campaigns c on c.id = w.o_campaign and c.status = 'sending'
    where not exists (select from holding_journals(c.workspace_id, c.class))
  `.execute(db);
  const dueInMs = rows[0]?.due_in_ms ?? null;
  return dueInMs === null ? undefined : Math.max(0, dueInMs);
}

/** Slots that have a batch due and no owner, and their epochs: their wake-up was lost, or its time has come. */
export async function slotsToWake(db: Db): Promise<{ slotId: number; epoch: string }[]> {
  const { rows } = await sql<{ id: number; epoch: string }>`
    select s.id, s.epoch from lane_slots s join lanes l on l.name = s.lane
    where s.sender_id is null and l.paused_at is null
      and (l.suspended_until is null or l.suspended_until <= clock_timestamp()) and exists (
      select from waiting_campaigns(s.id) w join campaigns c on c.id = w.o_campaign
      where w.o_due <= clock_timestamp() and c.status = 'sending'
        and not exists (select from holding_journals(c.workspace_id, c.class))
    )
  `.execute(db);
  return rows.map((row) => ({ slotId: row.id, epoch: row.epoch }));
}
