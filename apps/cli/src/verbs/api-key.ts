import { createApiKey, revokeApiKey } from '@hikyaku/campaigns';
import { publicId } from '@hikyaku/database';
import { chooseWorkspace } from '../choose-workspace.ts';
import { type Command, workspaceOption } from '../command.ts';
import { RefusedError } from '../errors.ts';
import { readId } from '../ids.ts';

const create: Command = {
  words: ['api-key', 'create'],
  summary: 'make an API key; it is shown this once',
  operands: [],
  options: {
    name: { value: 'text', help: 'whose it is; the name stands beside what is done with it', required: true },
    ...workspaceOption,
  },
  async run(invocation, context) {
    const { db } = await context.open();
    const workspaceId = await chooseWorkspace(db, invocation);
    const { id, key } = await createApiKey(db, workspaceId, invocation.required('name'));
    context.say(`${publicId('apiKey', id)}  ${key}`);
  },
};

const list: Command = {
  words: ['api-key', 'list'],
  summary: 'the API keys, without the keys themselves',
  operands: [],
  options: workspaceOption,
  async run(invocation, context) {
    const { db } = await context.open();
    const rows = await db
      .selectFrom('api_keys')
      .select(['id', 'name', 'created_at', 'revoked_at'])
      .where('workspace_id', '=', await chooseWorkspace(db, invocation))
      .orderBy('id')
      .execute();
    for (const row of rows) {
      const state =
        row.revoked_at === null ? `since ${row.created_at.toISOString()}` : `revoked ${row.revoked_at.toISOString()}`;
      context.say(`${publicId('apiKey', row.id)}  ${row.name}  ${state}`);
    }
    if (rows.length === 0) context.say('There is no API key yet.');
  },
};

const revoke: Command = {
  words: ['api-key', 'revoke'],
  summary: 'take an API key back; requests with it are refused from now on',
  operands: ['key id'],
  options: workspaceOption,
  async run(invocation, context) {
    const id = readId('apiKey', invocation.operand('key id'));
    const { db } = await context.open();
    const revoked = await revokeApiKey(db, await chooseWorkspace(db, invocation), id);
    if (!revoked) throw new RefusedError('There is no such key in this workspace, or it is revoked already.');
    context.say('Revoked.');
  },
};

/** `api-key create`, `api-key list` and `api-key revoke`. */
export const apiKeyCommands: readonly Command[] = [create, list, revoke];
