import type { Db } from '@hikyaku/database';
import { settle } from '@hikyaku/ledger';
import type { DeliveryRef } from '@hikyaku/message';
import { clear, type ComposedLetter } from '@hikyaku/suppression';
import { sql } from 'kysely';

/** A sender that owns a slot, as far as gate and settle are concerned. */
export type TestClaim = { senderId: string; slotId: number; epoch: string };

/** Registers a sender and takes one slot for it, for a minute. */
export async function claimSlot(db: Db, slotId: number): Promise<TestClaim> {
  const sender = await db
    .insertInto('senders')
    .values({ host: 'test', boot_id: 'test', process: '1@1', journal: 'none' })
    .returning('id')
    .executeTakeFirstOrThrow();
  const { rows } = await sql<{ epoch: string }>`select take_slot(${slotId}, ${sender.id}, '1 minute') as epoch`.execute(
    db,
  );
  return { senderId: sender.id, slotId, epoch: rows[0]?.epoch ?? '' };
}

/** Leases the batches of a campaign to a sender, as a tick does; how many. */
export async function leaseBatches(db: Db, campaignId: string, { senderId }: TestClaim): Promise<number> {
  const leased = await db
    .updateTable('batches')
    .set({ state: 'leased', sender_id: senderId })
    .where('campaign_id', '=', campaignId)
    .where('state', '=', 'ready')
    .executeTakeFirst();
  return Number(leased.numUpdatedRows);
}

/** Gives leased batches back, as a tick does: closed when none of their letters is under way. */
export async function releaseBatches(db: Db, campaignId: string): Promise<void> {
  await sql`
    update batches b set sender_id = null, state = case when exists (
      select from deliveries d where d.campaign_id = b.campaign_id and d.batch_id = b.id
        and d.state in ('queued', 'attempting', 'deferred')
    ) then 'ready' else 'closed' end
    where b.campaign_id = ${campaignId} and b.state = 'leased'
  `.execute(db);
}

/** Asks the gate for letters and says of each what it answered. */
export async function claimLetters(
  db: Db,
  claim: TestClaim,
  refs: readonly DeliveryRef[],
  attempt = 0,
): Promise<string[]> {
  const letters: ComposedLetter[] = refs.map((ref) => ({
    ref,
    attempt,
    envelope: { from: 'b@example.com', to: 'x@example.com' },
    bytes: Buffer.from('x'),
  }));
  return (
    await clear(
      db,
      letters.map((letter) => ({ letter, claim })),
    )
  ).map((verdict) => (verdict.kind === 'withheld' ? verdict.reason : verdict.kind));
}

/** Settles first attempts as accepted. */
export async function accept(db: Db, claim: TestClaim, refs: readonly DeliveryRef[]): Promise<void> {
  await settle(
    db,
    refs.map((key) => ({ key, attempt: 1, slotId: claim.slotId, outcome: { state: 'accepted', reply: '250 ok' } })),
  );
}

/** Settles first attempts as uncertain, their bytes possibly being read until then. */
export async function doubt(db: Db, claim: TestClaim, refs: readonly DeliveryRef[], wireUntil: Date): Promise<void> {
  await settle(
    db,
    refs.map((key) => ({
      key,
      attempt: 1,
      slotId: claim.slotId,
      outcome: { state: 'uncertain', reason: 'dot-timeout', wireUntil },
    })),
  );
}
