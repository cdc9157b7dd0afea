import { publicId } from '@hikyaku/database';
import { defineVerb } from '../verb.ts';
import { withDatabase } from '../with-database.ts';

/** `workspace list`: one line each, oldest first. */
export const workspaceList = defineVerb({
  options: {},
  async run(context) {
    const workspaces = await withDatabase(context, (db) =>
      db.selectFrom('workspaces').select(['id', 'name']).orderBy('id').execute(),
    );
    if (workspaces.length === 0) context.say('There is no workspace yet.');
    for (const { id, name } of workspaces) context.say(`${publicId('workspace', id)}  ${name}`);
  },
});
