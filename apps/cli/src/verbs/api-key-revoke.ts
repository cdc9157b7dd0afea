import { revokeApiKey } from '@hikyaku/campaigns';
import { chooseWorkspace, readId } from '../choose.ts';
import { Refusal } from '../errors.ts';
import { defineVerb, workspaceOption } from '../verb.ts';
import { withDatabase } from '../with-database.ts';

/** `api-key revoke`: requests with the key are refused from the next one on. */
export const apiKeyRevoke = defineVerb({
  argument: { value: '<key_…>', help: 'the key; `api-key list` shows them' },
  options: { workspace: workspaceOption },
  async run(context, given) {
    const keyId = readId('apiKey', given.argument);
    const revoked = await withDatabase(context, async (db) => {
      return revokeApiKey(db, await chooseWorkspace(db, given.option('workspace')), keyId);
    });
    if (!revoked) throw new Refusal(`There is no key ${given.argument} in this workspace, or it is revoked already.`);
    context.say(`${given.argument} is revoked.`);
  },
});
