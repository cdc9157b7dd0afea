import os from 'node:os';
import { lift } from '@hikyaku/suppression';
import { chooseWorkspace } from '../choose-workspace.ts';
import { type Command, workspaceOption } from '../command.ts';
import { RefusedError } from '../errors.ts';
import { readId } from '../ids.ts';

/** Undoes a suppression, with a written reason and the operator's name. */
export const liftCommand: Command = {
  words: ['lift'],
  summary: 'lift a suppression, with a written reason',
  operands: ['suppression id'],
  options: {
    reason: { value: 'text', help: 'why this "no" may be undone', required: true },
    by: { value: 'name', help: 'who says so; your name on this machine when left out' },
    ...workspaceOption,
  },
  notes: '`why <email>` shows the ids. The row stays as history, with the name and the reason.',
  async run(invocation, context) {
    const suppressionId = readId('suppression', invocation.operand('suppression id'));
    const { db } = await context.open();
    const workspaceId = await chooseWorkspace(db, invocation);
    const by = invocation.option('by') ?? `command line: ${os.userInfo().username}`;
    const lifted = await lift(db, { workspaceId, suppressionId, by, reason: invocation.required('reason').trim() });
    if (lifted === 'unknown') throw new RefusedError('There is no such suppression that stands in this workspace.');
    context.say('Lifted.');
  },
};
