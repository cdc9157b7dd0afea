import type { Db } from '@hikyaku/database';
import { type EventKind, record } from '@hikyaku/events';
import { sql } from 'kysely';
import { type DeadEnd, giveUp } from './give-up.ts';

/** What is held of one receiver: how many addresses since when, and what was said of the last of them. */
export type HeldDomain = { domain: string; addresses: number; since: Date; evidence: string };

/** Whose held addresses are meant: one workspace's, or everybody's (null) for the installation's operator. */
export type Holder = { workspaceId: string | null };

/** What is held, by receiver. */
export async function listHeld(db: Db, { workspaceId }: Holder): Promise<HeldDomain[]> {
  const { rows } = await sql<HeldDomain>`
    select domain, count(*)::integer as addresses, min(lost_at) as since, (array_agg(evidence order by lost_at desc))[1] as evidence
    from lost_addresses
    where state = 'held' and (${workspaceId}::bigint is null or workspace_id = ${workspaceId}::bigint)
    group by domain order by domain
  `.execute(db);
  return rows;
}

/** A decision on everything that is held of a receiver. `released`: they are given up after all; `discarded`: they are written to again. */
export type HeldDecision = Holder & { domain: string; decision: 'released' | 'discarded'; by: string };

/** Carries a decision out and records it for each address; how many there were. */
export async function decideHeld(db: Db, { workspaceId, domain, decision, by }: HeldDecision): Promise<number> {
  return db.transaction().execute(async (tx) => {
    const { rows } = await sql<Lost>`
      update lost_addresses set state = ${decision}, decided_at = clock_timestamp(), decided_by = ${by}
      where state = 'held' and domain = ${domain.toLowerCase()}
        and (${workspaceId}::bigint is null or workspace_id = ${workspaceId}::bigint)
      returning workspace_id, campaign_id, address_key, letter_no, evidence
    `.execute(tx);
    if (decision === 'released') await giveUp(tx, rows.map(deadEndOf));
    await tell(tx, decision === 'released' ? 'suppression-released' : 'suppression-discarded', rows, { domain, by });
    return rows.length;
  });
}

type Lost = { workspace_id: string; campaign_id: string; address_key: Buffer; letter_no: number; evidence: string };

/**
 * Holds addresses of a receiver for an operator's decision, inside the caller's transaction: those that were lost in the last hour. Where
 * one was given up for that already, its suppression is lifted.
 */
export async function holdLost(tx: Db, domain: string): Promise<void> {
  const { rows } = await sql<Lost>`
    update lost_addresses set state = 'held'
    where domain = ${domain} and lost_at > clock_timestamp() - interval '1 hour' and state = 'given-up'
    returning workspace_id, campaign_id, address_key, letter_no, evidence
  `.execute(tx);
  if (rows.length === 0) return;
  await sql`
    update suppressions set lifted_at = clock_timestamp(), lifted_by = 'hold', lift_reason = ${`held for review: ${domain} calls many known addresses invalid`}
    where scope = 'invalid' and reason = 'invalid-address' and lifted_at is null
      and address_key = any(${rows.map((row) => row.address_key)}::bytea[])
  `.execute(tx);
  await tell(tx, 'suppression-held', rows, { domain });
}

function deadEndOf({ campaign_id: campaignId, address_key: addressKey, letter_no: letterNo, evidence }: Lost): DeadEnd {
  return { letter: { campaignId, addressKey, letterNo }, reason: 'invalid-address', evidence };
}

async function tell(tx: Db, kind: EventKind, rows: readonly Lost[], details: Record<string, string>): Promise<void> {
  await record(
    tx,
    rows.map((row) => ({
      kind,
      workspaceId: row.workspace_id,
      campaignId: row.campaign_id,
      addressKey: row.address_key,
      letterNo: row.letter_no,
      details: { ...details, evidence: row.evidence },
    })),
  );
}
