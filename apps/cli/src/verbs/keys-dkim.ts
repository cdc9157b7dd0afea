import { makeSenderKey } from '@hikyaku/campaigns';
import { txtStrings } from '@hikyaku/message';
import { chooseWorkspace } from '../choose-workspace.ts';
import { type Command, workspaceOption } from '../command.ts';
import { refuseProblems } from '../refuse-problems.ts';

/** Makes a DKIM key for a From domain and prints the record to publish. */
export const keysDkim: Command = {
  words: ['keys', 'dkim'],
  summary: 'make a DKIM key for a From domain, and print its DNS record',
  operands: ['domain'],
  options: {
    selector: { value: 'name', help: 'hk1, hk2, … when left out' },
    ...workspaceOption,
  },
  notes: 'Letters from the domain are signed with the new key within minutes: publish the record at once.',
  async run(invocation, context) {
    const selector = invocation.option('selector');
    const { db, installation } = await context.open();
    const workspaceId = await chooseWorkspace(db, invocation);
    const wanted = {
      workspaceId,
      domain: invocation.operand('domain'),
      ...(selector === undefined ? {} : { selector }),
    };
    const made = await makeSenderKey(db, installation.keyring(), wanted);
    if (made.kind === 'problems') return refuseProblems(made);
    context.say('Publish this TXT record (the strings are one value, cut because DNS takes 255 characters at a time):');
    context.say('');
    context.say(`${made.record.name}. IN TXT (`);
    for (const text of txtStrings(made.record.value)) context.say(`  "${text}"`);
    context.say(')');
  },
};
