import type { Db } from '@hikyaku/database';
import type { Scoped } from '@hikyaku/ledger';
import { findSuppressions, type Suppression } from '@hikyaku/suppression';

const pageSize = 200;

/** Everything that stands, or once stood, against an address in a workspace, in pages; oldest first. */
export async function* suppressionsOf(
  db: Db,
  { workspaceId, addressKey }: { workspaceId: string; addressKey: Buffer },
): AsyncGenerator<Suppression> {
  for (let after = '0'; ; ) {
    const page = await findSuppressions(db, workspaceId, { addressKey, after, limit: pageSize });
    yield* page;
    const last = page.at(-1);
    if (last === undefined || page.length < pageSize) return;
    after = last.id;
  }
}

/** The suppression of exactly this scope; a repeated "no" changes no row, so it is looked up by what it is about. */
export async function standingSuppression(
  db: Db,
  person: Scoped & { workspaceId: string },
): Promise<Suppression | undefined> {
  for await (const row of suppressionsOf(db, person)) {
    if (row.scope === person.scope && row.listId === person.listId && row.liftedAt === null) return row;
  }
  return undefined;
}
