import { publicId } from '@hikyaku/database';
import { chooseWorkspace } from '../choose.ts';
import { moment } from '../printable.ts';
import { defineVerb, workspaceOption } from '../verb.ts';
import { withDatabase } from '../with-database.ts';

/** `api-key list`: which keys there are. The keys themselves are known to their holders alone. */
export const apiKeyList = defineVerb({
  options: { workspace: workspaceOption },
  async run(context, given) {
    const keys = await withDatabase(context, async (db) =>
      db
        .selectFrom('api_keys')
        .select(['id', 'name', 'created_at as createdAt', 'revoked_at as revokedAt'])
        .where('workspace_id', '=', await chooseWorkspace(db, given.option('workspace')))
        .orderBy('id')
        .execute(),
    );
    if (keys.length === 0) context.say('There is no API key yet.');
    for (const { id, name, createdAt, revokedAt } of keys) {
      const state = revokedAt === null ? `since ${moment(createdAt)}` : `revoked ${moment(revokedAt)}`;
      context.say(`${publicId('apiKey', id)}  ${name}  ${state}`);
    }
  },
});
