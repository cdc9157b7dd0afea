import type { Db } from '@hikyaku/database';
import { record } from '@hikyaku/events';
import { type Quiet, type Scoped, type Waiting, withholdUntilQuiet } from '@hikyaku/ledger';
import { leftEvent } from './left-event.ts';
import { type How, type Suppressed, suppress } from './suppress.ts';
import type { Wish } from './wish.ts';

/**
 * How leaving ended. `done`: no letter of that scope to that person is in transmission, and none will be. `on-the-wire`: the "no"
 * holds from here on, but a letter that was already being transmitted has not settled within the time.
 */
export type Left = { kind: 'done' | 'on-the-wire'; suppressed: Suppressed; takenBack: number; waitedMs: number };

const pageSize = 1_000;

/**
 * The one verb behind every door. (a) Suppression and event, committed; (b) what waits is withheld; (c) wait for what is on the
 * wire, five seconds at most; b and c until both find nothing. Many people go in pages by address key, with one wait a page. What changed
 * anything is recorded once more with how it ended and how long the promise took (event `left`).
 */
export async function leave(
  db: Db,
  people: readonly (Scoped | Wish)[],
  how: How,
  waiting: Waiting = {},
): Promise<Left> {
  const { nowMs = () => performance.now() } = waiting;
  const ordered = [...people].sort((a, b) => Buffer.compare(a.addressKey, b.addressKey));
  const left: Left = {
    kind: 'done',
    suppressed: { outcome: 'stood', suppressionIds: [], begun: [] },
    takenBack: 0,
    waitedMs: 0,
  };
  for (let at = 0; at < ordered.length; at += pageSize) {
    const page = ordered.slice(at, at + pageSize);
    const beganMs = nowMs();
    const suppressed = await suppress(db, page, how);
    const quiet = await withholdUntilQuiet(db, page, waiting);
    add(left, suppressed, quiet);
    if (suppressed.suppressionIds.length > 0) {
      await record(db, [leftEvent(page, how.source, { ...quiet, tookMs: nowMs() - beganMs })]);
    }
  }
  return left;
}

function add(left: Left, suppressed: Suppressed, quiet: Quiet): void {
  if (!quiet.quiet) left.kind = 'on-the-wire';
  if (left.suppressed.outcome === 'stood') left.suppressed.outcome = suppressed.outcome;
  left.suppressed.suppressionIds.push(...suppressed.suppressionIds);
  left.suppressed.begun.push(...suppressed.begun);
  left.takenBack += quiet.takenBack;
  left.waitedMs += quiet.waitedMs;
}
