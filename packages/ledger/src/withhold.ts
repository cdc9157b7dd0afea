import type { Db } from '@hikyaku/database';
import { sql } from 'kysely';

/** Whose letters, and which: the scope of a "no". `workspaceId` is null for `invalid`, `listId` is set for `list` only. */
export type Scoped = {
  workspaceId: string | null;
  addressKey: Buffer;
  scope: 'list' | 'marketing' | 'all' | 'invalid';
  listId: string | null;
};

/** The same for a wish: a `snooze` takes back newsletters, `fewer` nothing. */
export type Wished = { workspaceId: string; addressKey: Buffer; scope: 'snooze' | 'fewer'; listId: null };

/** What a pass found, each letter by its person's place among those asked about: those taken back, and those on the wire. */
export type Withheld = { moved: number[]; onTheWire: number[] };

/**
 * Takes back what waits for these people in every campaign that could still send it, in key order; tells what is on the wire.
 * One pass; `withholdUntilQuiet` repeats it.
 */
export async function withhold(db: Db, people: readonly (Scoped | Wished)[]): Promise<Withheld> {
  const { rows } = await sql<{ moved_places: number[]; wire_places: number[] }>`
    select moved_places, wire_places from withhold(
      ${people.map((p) => p.workspaceId)}::bigint[],
      ${people.map((p) => p.addressKey)}::bytea[],
      ${people.map((p) => p.scope)}::text[],
      ${people.map((p) => p.listId)}::bigint[]
    )
  `.execute(db);
  const placesFromNought = (places: readonly number[] = []) => places.map((place) => place - 1);
  return { moved: placesFromNought(rows[0]?.moved_places), onTheWire: placesFromNought(rows[0]?.wire_places) };
}

/** How the wait for letters on the wire ended, how many letters were taken back, and how long it took. */
export type Quiet = { quiet: boolean; takenBack: number; waitedMs: number };

/** How to wait: at most `mostMs` (5,000), by a clock and a pause that tests may replace. */
export type Waiting = { mostMs?: number; nowMs?: () => number; pause?: (ms: number) => Promise<void> };

/**
 * Withholds until a pass finds nothing waiting and nothing on the wire, or the time is up. Polls, because a letter's fate may be
 * settled by a process that notifies nobody: the one that recovers a dead sender.
 */
export async function withholdUntilQuiet(
  db: Db,
  people: readonly (Scoped | Wished)[],
  waiting: Waiting = {},
): Promise<Quiet> {
  const { mostMs = 5_000, nowMs = () => performance.now(), pause = sleep } = waiting;
  const started = nowMs();
  let takenBack = 0;
  for (let round = 0; ; round++) {
    const pass = await withhold(db, people);
    takenBack += pass.moved.length;
    const waitedMs = nowMs() - started;
    // A pass that moved rows is followed by another: its statement may be older than rows a freeze has added since.
    if (pass.moved.length === 0 && pass.onTheWire.length === 0) return { quiet: true, takenBack, waitedMs };
    if (waitedMs >= mostMs) return { quiet: false, takenBack, waitedMs };
    if (pass.onTheWire.length > 0) await pause(Math.min(2 ** Math.min(round, 5), 25));
  }
}

function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
