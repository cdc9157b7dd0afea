import type { Db } from '@hikyaku/database';
import { type Scoped, withhold } from '@hikyaku/ledger';
import { sql } from 'kysely';
import { type NewSuppression, writeSuppressions } from '../write-suppressions.ts';
import type { Entry } from './journal-line.ts';
import type { Registration } from './registration.ts';

/** Another process keeps the journal now, or has carried out what this one was about to. */
export class JournalLostError extends Error {
  constructor() {
    super('Another process has taken the opt-out journal up; this one writes to it no more.');
    this.name = 'JournalLostError';
  }
}

/**
 * Carries out a page of a journal, in order: suppressions, their events, and how far the journal has come, in one transaction, so that a
 * page is carried out once however often it is tried. Then takes back what waits. Nobody is waited for: whoever left has been answered.
 */
export async function replay(db: Db, registration: Registration, page: readonly Entry[]): Promise<void> {
  const last = page.at(-1);
  if (last === undefined) return;
  const people = await db.transaction().execute(async (tx) => {
    const done = await throughNow(tx, registration);
    const fresh = await standing(tx, page.filter(({ seq }) => seq > done).map(suppressionOf(registration)));
    await writeSuppressions(tx, fresh);
    await advance(tx, registration, done, last.seq);
    return fresh;
  });
  await withhold(db, people);
}

const suppressionOf =
  ({ id }: Registration) =>
  ({ seq, optOut }: Entry): NewSuppression => ({
    ...optOut.person,
    source: optOut.source,
    reason: 'unsubscribed',
    note: null,
    saidAt: optOut.saidAt,
    event: {
      workspaceId: optOut.person.workspaceId,
      details: { ...optOut.details, saidAt: optOut.saidAt.toISOString(), journal: `${id}/${seq}` },
    },
  });

/** As things are now: a list that is gone leaves all marketing of its sender; of a workspace that is gone nothing is left to stop. */
async function standing(db: Db, suppressions: readonly NewSuppression[]): Promise<NewSuppression[]> {
  const { rows } = await sql<{ workspace: boolean; list: boolean }>`
    select w.id is not null as workspace, l.id is not null as list
    from unnest(
      ${suppressions.map((one) => one.workspaceId)}::bigint[], ${suppressions.map((one) => one.listId)}::bigint[]
    ) with ordinality u(workspace_id, list_id, place)
    left join workspaces w on w.id = u.workspace_id
    left join lists l on l.workspace_id = u.workspace_id and l.id = u.list_id
    order by u.place
  `.execute(db);
  return suppressions.flatMap((one, i) => {
    const { workspace = false, list = false } = rows[i] ?? {};
    if (!workspace) return [];
    return [one.scope === 'list' && !list ? { ...one, ...everythingOf(one) } : one];
  });
}

function everythingOf({ workspaceId, addressKey }: Scoped): Scoped {
  return { workspaceId, addressKey, scope: 'marketing', listId: null };
}

async function throughNow(db: Db, { id, keeper }: Registration): Promise<number> {
  const row = await db
    .selectFrom('opt_out_journals')
    .select('replayed_through')
    .where('id', '=', id)
    .where('keeper', '=', keeper)
    .executeTakeFirst();
  if (row === undefined) throw new JournalLostError();
  return Number(row.replayed_through);
}

/** Last, so that the row is held for no longer than the commit takes: its keeper vouches meanwhile. */
async function advance(db: Db, { id, keeper }: Registration, from: number, through: number): Promise<void> {
  const { numUpdatedRows } = await db
    .updateTable('opt_out_journals')
    .set({ replayed_through: String(Math.max(from, through)) })
    .where('id', '=', id)
    .where('keeper', '=', keeper)
    .where('replayed_through', '=', String(from))
    .executeTakeFirstOrThrow();
  if (numUpdatedRows !== 1n) throw new JournalLostError();
}
