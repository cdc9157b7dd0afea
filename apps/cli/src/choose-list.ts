import { findList } from '@hikyaku/audience';
import type { Db } from '@hikyaku/database';
import { readId } from './choose.ts';
import { Refusal } from './errors.ts';

/** The list of this workspace that was named by its public id. Returns the database's. */
export async function chooseList(db: Db, workspaceId: string, named: string): Promise<string> {
  const id = readId('list', named);
  if ((await findList(db, workspaceId, id)) !== undefined) return id;
  throw new Refusal(`There is no list ${named} in this workspace.`);
}
