import { coalesce, type Db } from '@hikyaku/database';
import { type NewEvent, record } from '@hikyaku/events';
import { type Scoped, type Waiting, withhold, withholdUntilQuiet } from '@hikyaku/ledger';
import type { Left } from './leave.ts';
import { leftEvent } from './left-event.ts';
import type { How, Suppressed } from './suppress.ts';
import { beginLeaving, type ChangedSuppression, type NewSuppression } from './write-suppressions.ts';

/** Somebody who leaves, and how it reached us. */
export type Leaver = { person: Scoped; how: How };

/** Leaves, as `leave` does for one person, sharing statements and commits with whoever leaves at the same moment. */
export type LeaveTogether = (leaver: Leaver, waiting?: Waiting) => Promise<Left>;

const sharing = { most: 200, enough: 1, lullMs: 0, patienceMs: 0 };

/**
 * Opens the shared way out: two round trips and one commit for a group, which is whoever came while the one before was under way. Nobody waits
 * for another's letter on the wire. When a statement fails, everybody in its group is told so.
 */
export function leaveTogether(db: Db): LeaveTogether {
  const begin = coalesce((group: Leaver[]) => beginTogether(db, group), sharing);
  const tell = coalesce((events: NewEvent[]) => record(db, events).then(() => events), sharing);
  return async (leaver, waiting = {}) => {
    const { nowMs = () => performance.now() } = waiting;
    const beganMs = nowMs();
    const left = await finish(await begin(leaver), leaver, waiting);
    if (left.suppressed.suppressionIds.length > 0) {
      const told = { quiet: left.kind === 'done', takenBack: left.takenBack, tookMs: nowMs() - beganMs };
      // How long it took is nothing to wait for, nor to fail over: the promise is kept.
      tell(leftEvent([leaver.person], leaver.how.source, told)).catch(() => {});
    }
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

/** Suppressions first, committed with what is taken back at once; then the pass that finds what came meanwhile, and what is on the wire. */
async function beginTogether(db: Db, group: readonly Leaver[]): Promise<Begun[]> {
  const { moved, changed } = await beginLeaving(db, group.map(asSuppression));
  const people = group.map(({ person }) => person);
  const after = await withhold(db, people);
  const restless = new Set([...after.moved, ...after.onTheWire]);
  const rowAt = new Map(changed.map((row) => [row.place, row]));
  return group.map((_, place) => ({
    suppressed: suppressedBy(rowAt.get(place)),
    takenBack: [...moved, ...after.moved].filter((at) => at === place).length,
    quiet: !restless.has(place),
  }));
}

function suppressedBy(row: ChangedSuppression | undefined): Suppressed {
  if (row === undefined) return { outcome: 'stood', suppressionIds: [], begun: [] };
  return {
    outcome: row.inserted ? 'added' : 'renewed',
    suppressionIds: [row.id],
    begun: row.begun ? [row.id] : [],
  };
}

function asSuppression({ person, how }: Leaver): NewSuppression {
  const { reason, source, note = null, details = {} } = how;
  return { ...person, reason, source, note, event: { workspaceId: person.workspaceId, details } };
}
