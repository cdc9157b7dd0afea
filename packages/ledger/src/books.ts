import type { Db } from '@hikyaku/database';
import { sql } from 'kysely';
import { type DeliveryState, deliveryStates, isUnderway } from './delivery-state.ts';

/** A campaign's counts: those targeted, as the freeze wrote them down, and the rows by state, as they stand. */
export type Books = { targeted: number } & Record<DeliveryState, number>;

/** Reads the books of a campaign from its rows, in one snapshot. */
export async function readBooks(db: Db, campaignId: string): Promise<Books> {
  const { rows } = await sql<{ targeted: string; state: DeliveryState | null; letters: string }>`
    select c.targeted, d.state, count(d.state) as letters
    from campaigns c left join deliveries d on d.campaign_id = c.id
    where c.id = ${campaignId}
    group by c.targeted, d.state
  `.execute(db);
  const books: Books = { targeted: Number(rows[0]?.targeted ?? 0), ...emptyCounts() };
  for (const row of rows) if (row.state !== null) books[row.state] = Number(row.letters);
  return books;
}

/** Whether every targeted person has exactly one row in exactly one state: the second promise. */
export function balances(books: Books): boolean {
  return books.targeted === deliveryStates.reduce((sum, state) => sum + books[state], 0);
}

/** Whether nothing is left to do: the only reason to call a campaign finished. */
export function isSettled(books: Books): boolean {
  return deliveryStates.filter(isUnderway).every((state) => books[state] === 0);
}

function emptyCounts(): Record<DeliveryState, number> {
  return { queued: 0, attempting: 0, accepted: 0, deferred: 0, bounced: 0, withheld: 0, failed: 0, uncertain: 0 };
}
