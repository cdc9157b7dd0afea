import type { Db } from '@hikyaku/database';
import type { Waiting } from '@hikyaku/ledger';
import { sql } from 'kysely';

/**
 * How many letters of a campaign a receiver may be reading at this moment: attempting, or uncertain with the connection perhaps
 * still open. Letters on the wire stand in leased batches as a rule, so the other open ones are read only when those are quiet.
 */
export async function lettersOnTheWire(db: Db, campaignId: string): Promise<number> {
  return (await count(db, campaignId, ['leased'])) || (await count(db, campaignId, ['leased', 'ready']));
}

async function count(db: Db, campaignId: string, batchStates: readonly string[]): Promise<number> {
  const { rows } = await sql<{ letters: number }>`
    select (
      select count(*) from batches b
      join deliveries d on d.batch_id = b.id
      where b.campaign_id = ${campaignId} and b.state = any(${batchStates}::text[]) and b.state <> 'closed'
        and d.state = 'attempting'
    )::integer + (
      select count(*) from exceptions e
      join deliveries d using (campaign_id, address_key, letter_no)
      where e.campaign_id = ${campaignId} and e.kind = 'uncertain'
        and d.state = 'uncertain' and d.wire_until > clock_timestamp()
    )::integer as letters
  `.execute(db);
  return rows[0]?.letters ?? 0;
}

/** Waits, five seconds at most, until no letter of a campaign is on the wire; returns how many still are. */
export async function waitUntilQuiet(db: Db, campaignId: string, waiting: Waiting = {}): Promise<number> {
  const { mostMs = 5_000, nowMs = () => performance.now(), pause = sleep } = waiting;
  const started = nowMs();
  for (let round = 0; ; round++) {
    const letters = await lettersOnTheWire(db, campaignId);
    if (letters === 0 || nowMs() - started >= mostMs) return letters;
    await pause(Math.min(2 ** Math.min(round, 6), 50));
  }
}

function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
