import { createApiKey } from '@hikyaku/campaigns';
import { publicId } from '@hikyaku/database';
import { isHeaderSafe } from '@hikyaku/message';
import { chooseWorkspace } from '../choose.ts';
import { UsageError } from '../errors.ts';
import { defineVerb, workspaceOption } from '../verb.ts';
import { withDatabase } from '../with-database.ts';

const longestName = 200;

/** `api-key create`: the key alone on the last line, because it cannot be shown again. */
export const apiKeyCreate = defineVerb({
  options: {
    name: { value: 'name', help: 'who or what will use it; lifts are recorded with this name', required: true },
    workspace: workspaceOption,
  },
  async run(context, given) {
    const name = given.required('name').trim();
    if (!isHeaderSafe(name) || name.length > longestName) {
      throw new UsageError(`--name must be one line of at most ${longestName} characters.`);
    }
    const { id, key } = await withDatabase(context, async (db) => {
      return createApiKey(db, await chooseWorkspace(db, given.option('workspace')), name);
    });
    context.say(`${publicId('apiKey', id)} ${name}: keep the key below; it is not shown again.`);
    context.say(key);
  },
});
