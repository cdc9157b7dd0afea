import { coalesce, type Db } from '@hikyaku/database';
import { sql } from 'kysely';
import type { LetterKey } from './delivery-state.ts';

/** What became of an attempt. `queued` gives a letter back that provably never left. */
export type Settlement =
  | { state: 'accepted'; reply: string }
  | { state: 'deferred'; reason: string; reply: string | null; dueAt: Date }
  | { state: 'bounced' | 'failed'; reason: string; reply: string | null }
  | { state: 'uncertain'; reason: string; wireUntil: Date }
  | { state: 'queued'; reason: string };

/** A letter, the attempt it speaks of (an older attempt changes nothing), and its outcome. */
export type Settled = { key: LetterKey; attempt: number; outcome: Settlement };

/** Writes outcomes into the ledger in one statement; returns how many rows took them. */
export async function settle(db: Db, slotId: number, letters: readonly Settled[]): Promise<number> {
  if (letters.length === 0) return 0;
  const column = <T>(pick: (letter: Settled) => T) => letters.map(pick);
  const { rows } = await sql<{ settled: number }>`
    select settle(
      ${slotId},
      ${column((l) => l.key.campaignId)}::bigint[],
      ${column((l) => l.key.addressKey)}::bytea[],
      ${column((l) => l.key.letterNo)}::integer[],
      ${column((l) => l.attempt)}::smallint[],
      ${column((l) => l.outcome.state)}::delivery_state[],
      ${column((l) => ('reason' in l.outcome ? clip(l.outcome.reason) : null))}::text[],
      ${column((l) => ('reply' in l.outcome && l.outcome.reply !== null ? clip(l.outcome.reply) : null))}::text[],
      ${column((l) => ('dueAt' in l.outcome ? l.outcome.dueAt : null))}::timestamptz[],
      ${column((l) => ('wireUntil' in l.outcome ? l.outcome.wireUntil : null))}::timestamptz[]
    ) as settled
  `.execute(db);
  return rows[0]?.settled ?? 0;
}

/** Settles letters as they come, those of a moment together (five hundred at most). */
export function settler(db: Db, slotId: number): (letter: Settled) => Promise<'settled'> {
  return coalesce(
    async (letters: Settled[]) => {
      await settle(db, slotId, letters);
      return letters.map(() => 'settled' as const);
    },
    { most: 500 },
  );
}

/** A server's reply is a stranger's text: no NUL (Postgres refuses it) and not longer than a person would read. */
function clip(text: string): string {
  return text.replaceAll('\0', '').slice(0, 500);
}
