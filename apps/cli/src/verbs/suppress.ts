import { findList } from '@hikyaku/audience';
import type { Scoped } from '@hikyaku/ledger';
import { addressKey, parseAddress } from '@hikyaku/message';
import { leave, suppressionReasons } from '@hikyaku/suppression';
import { chooseWorkspace } from '../choose-workspace.ts';
import { type Command, type Invocation, workspaceOption } from '../command.ts';
import { RefusedError, UsageError } from '../errors.ts';
import { readId } from '../ids.ts';

const reasons = suppressionReasons.filter((reason) => reason !== 'erased');

/** Stops writing to an address: the same verb as every other way of leaving. */
export const suppressCommand: Command = {
  words: ['suppress'],
  summary: 'stop writing to an address, now',
  operands: ['email'],
  options: {
    scope: { value: 'list|marketing|all', help: 'how much it stops', required: true },
    list: { value: 'lst_…', help: 'the list, for scope list' },
    reason: { value: 'reason', help: `${reasons.join(', ')}; unsubscribed when left out` },
    note: { value: 'text', help: 'evidence: channel, operator, ticket' },
    ...workspaceOption,
  },
  notes: 'Letters that wait are taken back; one on the wire is waited for, 5 seconds at most.',
  async run(invocation, context) {
    const scope = readScope(invocation);
    const reason = reasons.find((known) => known === (invocation.option('reason') ?? 'unsubscribed'));
    if (reason === undefined) throw new UsageError(`--reason is one of ${reasons.join(', ')}.`);
    const parsed = parseAddress(invocation.operand('email'));
    if (!parsed.ok) throw new RefusedError(parsed.reason);
    const { db, installation } = await context.open();
    const workspaceId = await chooseWorkspace(db, invocation);
    const { listId } = scope;
    if (listId !== null && (await findList(db, workspaceId, listId)) === undefined) {
      throw new RefusedError('There is no such list in this workspace.');
    }
    const note = invocation.option('note');
    const person: Scoped = { ...scope, workspaceId, addressKey: addressKey(installation.pepper(), parsed.address) };
    const how = { reason, source: 'command-line', ...(note === undefined ? {} : { note }) };
    const left = await leave(db, [person], how);
    const known = left.suppressed.outcome === 'stood' ? 'This stood already. ' : '';
    context.say(`${known}${left.takenBack} waiting letters were taken back.`);
    context.say(
      left.kind === 'done'
        ? 'Nothing of this scope is in transmission, and nothing will be.'
        : 'Nothing more will be sent, but one letter was already on its way and may still arrive.',
    );
  },
};

function readScope(invocation: Invocation): Pick<Scoped, 'scope' | 'listId'> {
  const scope = invocation.required('scope');
  const list = invocation.option('list');
  if (scope === 'list') {
    if (list === undefined) throw new UsageError('--scope list needs --list.');
    return { scope, listId: readId('list', list) };
  }
  if (scope !== 'marketing' && scope !== 'all') throw new UsageError('--scope is list, marketing or all.');
  if (list !== undefined) throw new UsageError(`--scope ${scope} takes no --list.`);
  return { scope, listId: null };
}
