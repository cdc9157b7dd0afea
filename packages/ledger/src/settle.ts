import { coalesce, type Db, plainArray, textArray, timeArray } from '@hikyaku/database';
import { sql } from 'kysely';
import type { LetterKey } from './delivery-state.ts';

/**
 * What became of an attempt. `queued` gives a letter back that provably never left. `reason` is a stable word (of a refusal: its class),
 * `reply` the server's own.
 */
export type Settlement =
  | { state: 'accepted'; reply: string }
  | { state: 'deferred'; reason: string; reply: string | null; dueAt: Date }
  | { state: 'bounced' | 'failed'; reason: string; reply: string | null }
  | { state: 'uncertain'; reason: string; wireUntil: Date }
  | { state: 'queued'; reason: string };

/** A letter, the attempt it speaks of (an older attempt changes nothing), its outcome, and the slot in which it is tried again if deferred. */
export type Settled = { key: LetterKey; attempt: number; slotId: number; outcome: Settlement };

/** Writes outcomes into the ledger in one statement; returns how many rows took them. */
export async function settle(db: Db, letters: readonly Settled[]): Promise<number> {
  if (letters.length === 0) return 0;
  const column = <T>(pick: (letter: Settled) => T) => letters.map(pick);
  const { rows } = await sql<{ settled: number }>`
    select settle(
      ${plainArray(column((l) => l.slotId))}::integer[],
      ${plainArray(column((l) => l.key.campaignId))}::bigint[],
      ${Buffer.concat(column((l) => l.key.addressKey))},
      ${plainArray(column((l) => l.key.letterNo))}::integer[],
      ${plainArray(column((l) => l.attempt))}::smallint[],
      ${plainArray(column((l) => l.outcome.state))}::delivery_state[],
      ${textArray(column((l) => ('reason' in l.outcome ? clip(l.outcome.reason) : null)))}::text[],
      ${textArray(column((l) => ('reply' in l.outcome && l.outcome.reply !== null ? clip(l.outcome.reply) : null)))}::text[],
      ${timeArray(column((l) => ('dueAt' in l.outcome ? l.outcome.dueAt : null)))}::timestamptz[],
      ${timeArray(column((l) => ('wireUntil' in l.outcome ? l.outcome.wireUntil : null)))}::timestamptz[]
    ) as settled
  `.execute(db);
  return rows[0]?.settled ?? 0;
}

/** How letters of one moment are settled: `settle`, or what somebody makes of it who must act in the same transaction. */
export type Settle = typeof settle;

/** Settles letters as they come, those of a moment together; while there is much to do, about a quarter of a thousand in one statement. */
export function settler(db: Db, settleTogether: Settle): (letter: Settled) => Promise<'settled'> {
  return coalesce(
    async (letters: Settled[]) => {
      await settleTogether(db, letters);
      return letters.map(() => 'settled' as const);
    },
    // What waits here longer than some 20 ms is felt: by whoever leaves and waits for it, and by recovery after a crash.
    { most: 500, enough: 250, lullMs: 10, patienceMs: 20 },
  );
}

/** A server's reply is a stranger's text: no NUL (Postgres refuses it) and not longer than a person would read. */
function clip(text: string): string {
  return text.length <= 500 && !text.includes('\0') ? text : text.replaceAll('\0', '').slice(0, 500);
}
