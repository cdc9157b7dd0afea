import { type Db, type IdKind, parseId, publicId } from '@hikyaku/database';
import { Refusal, UsageError } from './errors.ts';

/** The workspace to act in: the one named, else the only one there is. Returns its id. */
export async function chooseWorkspace(db: Db, named: string | undefined): Promise<string> {
  if (named !== undefined) {
    const id = readId('workspace', named);
    const found = await db.selectFrom('workspaces').select('id').where('id', '=', id).executeTakeFirst();
    if (found === undefined) throw new Refusal(`There is no workspace ${named}.`);
    return id;
  }
  const all = await db.selectFrom('workspaces').select(['id', 'name']).orderBy('id').limit(11).execute();
  const [only, second] = all;
  if (only === undefined) throw new Refusal('There is no workspace yet: make one with `workspace create`.');
  if (second === undefined) return only.id;
  const some = all.slice(0, 10).map(({ id, name }) => `${publicId('workspace', id)} (${name})`);
  const more = all.length > some.length ? ' and others' : '';
  throw new UsageError(`There is more than one workspace; say which with --workspace: ${some.join(', ')}${more}.`);
}

/** The database id behind a public one that the operator wrote. */
export function readId(kind: IdKind, text: string): string {
  const id = parseId(kind, text);
  if (id !== undefined) return id;
  throw new UsageError(`"${text}" is no id of a ${kind}; one looks like ${publicId(kind, '125000000000000000')}.`);
}
