import type { Db } from '@hikyaku/database';
import { basisProblem, type ConsentBasis, type ConsentProblem, sourceProblem } from '../consent.ts';
import { type UnknownListProblem, unknownList } from '../join-lists.ts';

/** Where an import's people go, on what ground, and where the file comes from. */
export type NewImport = { workspaceId: string; listId: string; basis: ConsentBasis; source: string };

/** The import's id, or why there is none. */
export type BegunImport = { ok: true; id: string } | { ok: false; problem: ConsentProblem | UnknownListProblem };

/** Opens an import, so that it can be asked about; `runImport` reads the file. */
export async function beginImport(db: Db, value: NewImport): Promise<BegunImport> {
  const reason = basisProblem(value.basis) ?? sourceProblem(value.source);
  if (reason !== undefined) return { ok: false, problem: { kind: 'bad-consent', reason } };
  const unknown = await unknownList(db, value.workspaceId, [value.listId]);
  if (unknown !== undefined) return { ok: false, problem: unknown };
  const { id } = await db
    .insertInto('imports')
    .values({
      workspace_id: value.workspaceId,
      kind: 'contacts',
      list_id: value.listId,
      basis: value.basis,
      source: value.source.trim(),
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return { ok: true, id };
}
