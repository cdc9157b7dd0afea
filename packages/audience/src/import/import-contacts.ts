import type { Db } from '@hikyaku/database';
import { type BegunImport, beginImport, type NewImport } from './begin-import.ts';
import type { ImportStatus } from './import-status.ts';
import { type ImportFile, runImport } from './run-import.ts';

/** How an import ended, or why it did not begin. */
export type ImportedContacts = { ok: true; status: ImportStatus } | Extract<BegunImport, { ok: false }>;

/** Imports a file to its end in one call: `beginImport`, then `runImport`. */
export async function importContacts(
  db: Db,
  pepper: Buffer,
  value: NewImport & Pick<ImportFile, 'stream' | 'encoding' | 'columns'>,
): Promise<ImportedContacts> {
  const begun = await beginImport(db, value);
  if (!begun.ok) return begun;
  const { workspaceId, stream, encoding, columns } = value;
  const status = await runImport(db, pepper, { workspaceId, importId: begun.id, stream, encoding, columns });
  if (status === undefined) throw new Error(`Import ${begun.id} vanished while it ran.`);
  return { ok: true, status };
}
