import { coalesce, type Db } from '@hikyaku/database';
import { type NewEvent, record } from '@hikyaku/events';
import { type Scoped, type Waiting, withhold, withholdUntilQuiet } from '@hikyaku/ledger';
import type { Left } from './leave.ts';
import { leftEvent } from './left-event.ts';
import type { How, Suppressed } from './suppress.ts';
import { type ChangedSuppression, type NewSuppression, nameOf, writeSuppressions } from './write-suppressions.ts';

/** Somebody who leaves, and how it reached us. */
export type Leaver = { person: Scoped; how: How };

/** Leaves, as `leave` does for one person, sharing statements and commits with whoever leaves at the same moment. */
export type LeaveTogether = (leaver: Leaver, waiting?: Waiting) => Promise<Left>;

const most = 200;
/** Passes of a whole group; whoever has a letter on the wire after them waits for it alone. */
const sharedPasses = 2;

/**
 * Opens the shared way out. A group's suppressions and events are one transaction, and what waits for all of them is taken back by one
 * statement; nobody waits for another's letter on the wire. When a statement fails, everybody in its group is told so.
 */
export function leaveTogether(db: Db): LeaveTogether {
  // No patience: the group is whoever came while the one before was under way.
  const begin = coalesce((group: Leaver[]) => beginTogether(db, group), { most, enough: 1, patienceMs: 0 });
  const tell = coalesce((events: NewEvent[]) => record(db, events).then(() => events), {
    most,
    enough: 1,
    patienceMs: 0,
  });
  return async (leaver, waiting = {}) => {
    const { nowMs = () => performance.now() } = waiting;
    const beganMs = nowMs();
    const left = await finish(await begin(leaver), leaver, waiting);
    if (left.suppressed.suppressionIds.length === 0) return left;
    const told = { quiet: left.kind === 'done', takenBack: left.takenBack, tookMs: nowMs() - beganMs };
    await tell(leftEvent([leaver.person], leaver.how.source, told));
    return left;
  };

  async function finish(begun: Begun, { person }: Leaver, waiting: Waiting): Promise<Left> {
    const left: Left = { kind: 'done', suppressed: begun.suppressed, takenBack: begun.takenBack, waitedMs: 0 };
    if (begun.quiet) return left;
    const { quiet, takenBack, waitedMs } = await withholdUntilQuiet(db, [person], waiting);
    return { ...left, kind: quiet ? 'done' : 'on-the-wire', takenBack: left.takenBack + takenBack, waitedMs };
  }
}

type Begun = { suppressed: Suppressed; takenBack: number; quiet: boolean };

/** Steps a and b for a group; `quiet` are those of whom nothing waits and nothing is on the wire. */
async function beginTogether(db: Db, group: readonly Leaver[]): Promise<Begun[]> {
  const suppressed = await suppressTogether(db, group);
  const begun = suppressed.map((one) => ({ suppressed: one, takenBack: 0, quiet: false }));
  let restless = begun.map((one, i) => ({ one, person: group[i]?.person }));
  for (let pass = 0; pass < sharedPasses && restless.length > 0; pass++) {
    const asked = restless;
    const { moved, onTheWire } = await withhold(
      db,
      asked.flatMap(({ person }) => person ?? []),
    );
    for (const place of moved) {
      const { one } = asked[place] ?? {};
      if (one !== undefined) one.takenBack += 1;
    }
    const notYet = new Set([...moved, ...onTheWire]);
    asked.forEach(({ one }, place) => {
      one.quiet = !notYet.has(place);
    });
    restless = asked.filter(({ one }) => !one.quiet);
  }
  return begun;
}

async function suppressTogether(db: Db, group: readonly Leaver[]): Promise<Suppressed[]> {
  const changed = await db.transaction().execute(async (tx) => {
    const rows: ChangedSuppression[] = [];
    for (const [source, some] of Map.groupBy(group, ({ how }) => how.source)) {
      rows.push(...(await writeSuppressions(tx, some.map(asSuppression), source)));
    }
    return rows;
  });
  const rowOf = new Map(changed.map((row) => [nameOf(row), row]));
  return group.map(({ person }) => {
    const row = rowOf.get(nameOf(person));
    if (row === undefined) return { outcome: 'stood', suppressionIds: [], begun: [] };
    return {
      outcome: row.inserted ? 'added' : 'renewed',
      suppressionIds: [row.id],
      begun: row.begun ? [row.id] : [],
    };
  });
}

function asSuppression({ person, how }: Leaver): NewSuppression {
  const { reason, note = null, details = {} } = how;
  return { ...person, reason, note, event: { workspaceId: person.workspaceId, details } };
}
