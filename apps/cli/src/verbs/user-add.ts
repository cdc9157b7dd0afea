import { publicId } from '@hikyaku/database';
import { addUser, newPassword } from '@hikyaku/sign-in';
import { chooseWorkspace } from '../choose.ts';
import { UsageError } from '../errors.ts';
import { defineVerb, workspaceOption } from '../verb.ts';
import { withDatabase } from '../with-database.ts';

/** `user add`: the password alone on the last line, because it cannot be shown again. */
export const userAdd = defineVerb({
  argument: { value: 'email', help: 'the address they sign in with' },
  options: {
    name: { value: 'name', help: 'what they are called; what they decide is recorded with this name', required: true },
    workspace: workspaceOption,
  },
  async run(context, given) {
    const password = newPassword();
    const added = await withDatabase(context, async (db) => {
      const workspaceId = await chooseWorkspace(db, given.option('workspace'));
      return addUser(db, { workspaceId, email: given.argument, name: given.required('name'), password });
    });
    if (added.kind === 'problem') throw new UsageError(added.message);
    context.say(`${publicId('user', added.user.id)} ${added.user.name} may sign in with the password below.`);
    context.say(password);
  },
});
