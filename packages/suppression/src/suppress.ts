import type { Db } from '@hikyaku/database';
import { type Complainant, type Scoped, tallyComplaints } from '@hikyaku/ledger';
import type { SuppressionReason } from './suppression-reason.ts';
import type { Wish } from './wish.ts';
import { type ChangedSuppression, writeSuppressions } from './write-suppressions.ts';

/** How a "no" reached us. `source` names the door: one-click, page, api, command-line, import. */
export type How = {
  reason: SuppressionReason;
  source: string;
  note?: string;
  details?: Record<string, string | number>;
};

/**
 * Whether the row is new, was raised again after a lift or a later opt-in, was given a stronger reason or other terms, or stood already.
 * `begun` names those that did not stand before: lifting them undoes this "no" and nothing else.
 */
export type Suppressed = { outcome: 'added' | 'renewed' | 'stood'; suppressionIds: string[]; begun: string[] };

/**
 * Step a of leaving: the suppression rows and their events, in one statement. From its commit on, every gate that starts sees
 * them. Idempotent: a repeat keeps the first time and adds no event.
 */
export async function suppress(db: Db, people: readonly (Scoped | Wish)[], how: How): Promise<Suppressed> {
  const { reason, source, note = null, details = {} } = how;
  const changed = await writeSuppressions(
    db,
    people.map((person) => ({ ...person, reason, source, note, event: { workspaceId: person.workspaceId, details } })),
  );
  // An imported list of complaints tells of letters of long ago.
  if (reason === 'complaint' && source !== 'import') await tallyComplaints(db, newlyComplaining(people, changed));
  const [first] = changed;
  return {
    outcome: first === undefined ? 'stood' : first.inserted ? 'added' : 'renewed',
    suppressionIds: changed.map((row) => row.id),
    begun: changed.filter((row) => row.begun).map((row) => row.id),
  };
}

/** Each person once, and nobody whose complaint stood already. */
function newlyComplaining(people: readonly (Scoped | Wish)[], changed: readonly ChangedSuppression[]): Complainant[] {
  const complaining = new Map<string, Complainant>();
  for (const { place } of changed) {
    const { workspaceId = null, addressKey } = people[place] ?? {};
    if (workspaceId === null || addressKey === undefined) continue;
    complaining.set(addressKey.toString('hex'), { workspaceId, addressKey });
  }
  return [...complaining.values()];
}
