import { type Db, parseId, publicId } from '@hikyaku/database';
import type { Invocation } from './command.ts';
import { RefusedError } from './errors.ts';

/** The workspace that --workspace names, or the only one there is; returns the database's id. */
export async function chooseWorkspace(db: Db, invocation: Invocation): Promise<string> {
  const named = invocation.option('workspace');
  const rows = await db.selectFrom('workspaces').select(['id', 'name']).orderBy('id').limit(20).execute();
  if (named !== undefined) {
    const id = parseId('workspace', named);
    const known = id === undefined ? undefined : await find(db, id);
    if (known === undefined) throw new RefusedError(`There is no workspace ${named}: see \`workspace list\`.`);
    return known;
  }
  const [only, ...others] = rows;
  if (only === undefined) throw new RefusedError('There is no workspace yet: make one with `workspace create`.');
  if (others.length === 0) return only.id;
  const choice = rows.map((row) => `${publicId('workspace', row.id)} (${row.name})`).join(', ');
  throw new RefusedError(`There are several workspaces: say which with --workspace: ${choice}.`);
}

async function find(db: Db, id: string): Promise<string | undefined> {
  return (await db.selectFrom('workspaces').select('id').where('id', '=', id).executeTakeFirst())?.id;
}
