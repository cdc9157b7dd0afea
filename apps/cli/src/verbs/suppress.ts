import { type Db, publicId } from '@hikyaku/database';
import type { Scoped } from '@hikyaku/ledger';
import { addressKey, parseAddress } from '@hikyaku/message';
import { channels, type How, leave, type Left, type OptOutScope } from '@hikyaku/suppression';
import { chooseList } from '../choose-list.ts';
import { chooseWorkspace } from '../choose.ts';
import { Refusal, UsageError } from '../errors.ts';
import { oneOf } from '../one-of.ts';
import { operator } from '../operator.ts';
import { count } from '../printable.ts';
import { standingSuppression } from '../standing-suppression.ts';
import { suppressFile } from '../suppress-file.ts';
import { type Context, defineVerb, type Given, workspaceOption } from '../verb.ts';
import { withPeople } from '../with-database.ts';

const scopes = ['list', 'marketing', 'all'] as const;
/** `erased` belongs to erasing a person, which is another verb. */
const reasons = ['unsubscribed', 'complaint', 'invalid-address', 'manual', 'imported'] as const;
const longestNote = 2_000;

/** `suppress`: the verb `leave` behind one more door; for one address, or for a file of them. */
export const suppressVerb = defineVerb({
  argument: { value: '<email>', help: 'whom we must not write to', optional: true },
  options: {
    file: {
      value: 'file',
      help: 'instead of an address: another system\'s export of opt-outs, or any file with an "email" column',
    },
    scope: { value: scopes.join('|'), help: 'one list, all marketing of the workspace, or everything', required: true },
    list: { value: 'lst_…', help: 'the list, for --scope list' },
    reason: { value: 'reason', help: `${reasons.join(', ')}; manual, or what the file says, when left out` },
    channel: { value: channels.join('|'), help: 'by which way the person said it' },
    note: { value: 'text', help: 'evidence in words: who said what to whom, the ticket' },
    by: { value: 'name', help: "who enters it; this machine's user when left out" },
    workspace: workspaceOption,
  },
  notes: ['Waiting letters are taken back; letters on the wire are waited for, 5 seconds at most.'],
  async run(context, given) {
    const file = given.option('file');
    const wanted = readWanted(given);
    if ((file === undefined) === (given.argument === '')) {
      throw new UsageError('Give an address, or --file <file>; one of the two.');
    }
    await withPeople(context, async (db, pepper) => {
      const scoped = await scopeOf(db, given, wanted.scope);
      if (file !== undefined) {
        const { reason, ...how } = wanted.how;
        const overruled = given.option('reason') === undefined ? {} : { reason };
        return suppressFile(context, db, { file, pepper, scoped, how: { ...how, ...overruled } });
      }
      await suppressOne(context, db, { ...scoped, addressKey: keyOf(pepper, given.argument) }, wanted.how);
    });
  },
});

type Name = 'scope' | 'list' | 'reason' | 'channel' | 'note' | 'by' | 'workspace';

function readWanted(given: Given<Name>): { scope: OptOutScope['scope']; how: How } {
  const scope = oneOf('scope', given.required('scope'), scopes);
  if (scope === 'list') given.required('list');
  else if (given.option('list') !== undefined) throw new UsageError(`--scope ${scope} takes no --list.`);
  const written = given.option('reason');
  const reason = written === undefined ? 'manual' : oneOf('reason', written, reasons);
  const note = given.option('note');
  if (note !== undefined && note.length > longestNote) {
    throw new UsageError(`--note has ${note.length} characters; at most ${longestNote} are kept.`);
  }
  const channel = given.option('channel');
  const details = {
    by: given.option('by') ?? operator(),
    ...(channel === undefined ? {} : { channel: oneOf('channel', channel, channels) }),
  };
  return { scope, how: { reason, source: 'command-line', details, ...(note === undefined ? {} : { note }) } };
}

/** Whose suppressions: the scope, with its workspace and list. */
async function scopeOf(db: Db, given: Given<Name>, scope: OptOutScope['scope']): Promise<OptOutScope> {
  const workspaceId = await chooseWorkspace(db, given.option('workspace'));
  const listId = scope === 'list' ? await chooseList(db, workspaceId, given.required('list')) : null;
  return { workspaceId, scope, listId };
}

/** The key of an address that an operator typed; a Refusal says what is wrong with it. */
export function keyOf(pepper: Buffer, email: string): Buffer {
  const parsed = parseAddress(email);
  if (!parsed.ok) throw new Refusal(parsed.reason);
  return addressKey(pepper, parsed.address);
}

async function suppressOne(context: Context, db: Db, person: Scoped & { workspaceId: string }, how: How) {
  const left = await leave(db, [person], how);
  const standing = await standingSuppression(db, person);
  const id = standing === undefined ? '' : ` ${publicId('suppression', standing.id)}`;
  const was = { added: 'stands now', renewed: 'stands again, or for a stronger reason', stood: 'stood already' };
  context.say(`Suppression${id} (${person.scope}) ${was[left.suppressed.outcome]}.`);
  context.say(promise(left));
}

/** What may be said about letters after `leave`: the honest sentence while one is on the wire. */
export function promise({ kind, takenBack }: Pick<Left, 'kind' | 'takenBack'>): string {
  const taken = takenBack === 0 ? '' : `${count(takenBack, 'waiting letter')} taken back. `;
  return kind === 'done'
    ? `${taken}Nothing of this scope is in transmission, and nothing will be.`
    : `${taken}Nothing more will be sent, but a letter was already on its way and may still arrive.`;
}
