import { publicId } from '@hikyaku/database';
import { listUsers } from '@hikyaku/sign-in';
import { chooseWorkspace } from '../choose.ts';
import { printable } from '../printable.ts';
import { defineVerb, workspaceOption } from '../verb.ts';
import { withDatabase } from '../with-database.ts';

/** `user list`: who may sign in to a workspace's console. */
export const userList = defineVerb({
  options: { workspace: workspaceOption },
  async run(context, given) {
    const users = await withDatabase(context, async (db) =>
      listUsers(db, await chooseWorkspace(db, given.option('workspace'))),
    );
    if (users.length === 0) context.say('Nobody signs in to this workspace yet: let somebody in with `user add`.');
    for (const { id, email, name } of users) context.say(`${publicId('user', id)}  ${email}  ${printable(name)}`);
  },
});
