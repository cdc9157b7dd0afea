import type { Db } from '@hikyaku/database';
import { type Quiet, type Scoped, type Waiting, withholdUntilQuiet } from '@hikyaku/ledger';
import { type How, type Suppressed, suppress } from './suppress.ts';

/**
 * How leaving ended. `done`: no letter of that scope to that person is in transmission, and none will be. `on-the-wire`: the "no"
 * holds from here on, but a letter that was already being transmitted has not settled within the time.
 */
export type Left = { kind: 'done' | 'on-the-wire'; suppressed: Suppressed; takenBack: number; waitedMs: number };

const pageSize = 1_000;

/**
 * The one verb behind every door. (a) Suppression and event, committed; (b) what waits is withheld; (c) wait for what is on the
 * wire, five seconds at most; b and c until both find nothing. Many people go in pages by address key, with one wait a page.
 */
export async function leave(db: Db, people: readonly Scoped[], how: How, waiting: Waiting = {}): Promise<Left> {
  const ordered = [...people].sort((a, b) => Buffer.compare(a.addressKey, b.addressKey));
  const left: Left = { kind: 'done', suppressed: { outcome: 'stood', suppressionIds: [] }, takenBack: 0, waitedMs: 0 };
  for (let at = 0; at < ordered.length; at += pageSize) {
    const page = ordered.slice(at, at + pageSize);
    const suppressed = await suppress(db, page, how);
    add(left, suppressed, await withholdUntilQuiet(db, page, waiting));
  }
  return left;
}

function add(left: Left, suppressed: Suppressed, quiet: Quiet): void {
  if (!quiet.quiet) left.kind = 'on-the-wire';
  if (left.suppressed.outcome === 'stood') left.suppressed.outcome = suppressed.outcome;
  left.suppressed.suppressionIds.push(...suppressed.suppressionIds);
  left.takenBack += quiet.takenBack;
  left.waitedMs += quiet.waitedMs;
}
