import { changeWorkspace } from '@hikyaku/campaigns';
import { chooseWorkspace } from '../choose.ts';
import { UsageError } from '../errors.ts';
import { refusalOf } from '../refusal-of.ts';
import { defineVerb, workspaceOption } from '../verb.ts';
import { withDatabase } from '../with-database.ts';

/** `workspace stop-by-reply on|off`: whether newsletters take an answer of STOP. */
export const workspaceStopByReply = defineVerb({
  argument: { value: '<on|off>', help: 'whether newsletters name an address that takes STOP, 停止 or 配信停止' },
  options: { workspace: workspaceOption },
  notes: ['It needs INBOUND_DOMAIN: docs/leaving.md. A STOP to a letter that invited it is taken after off, too.'],
  async run(context, given) {
    const { argument } = given;
    if (argument !== 'on' && argument !== 'off') throw new UsageError(`"${argument}" is neither on nor off.`);
    const changed = await withDatabase(context, async (db) =>
      changeWorkspace(db, await chooseWorkspace(db, given.option('workspace')), { stopByReply: argument === 'on' }),
    );
    if (changed.kind !== 'changed') throw refusalOf(changed, 'workspace');
    const { name, stopByReply } = changed.workspace;
    context.say(
      stopByReply
        ? `Newsletters of ${name} take an answer of STOP, from some minutes from now on.`
        : `Newsletters of ${name} invite no answer of STOP.`,
    );
  },
});
