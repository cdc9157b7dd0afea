import { makeSenderKey } from '@hikyaku/campaigns';
import { txtStrings } from '@hikyaku/message';
import { chooseWorkspace } from '../choose.ts';
import { refusalOf } from '../refusal-of.ts';
import { keyring } from '../settings.ts';
import { defineVerb, workspaceOption } from '../verb.ts';
import { withDatabase } from '../with-database.ts';

/** `keys dkim`: the private key stays sealed in the database; what is printed is public. */
export const keysDkim = defineVerb({
  argument: { value: '<domain>', help: 'the domain of From addresses' },
  options: {
    selector: { value: 'name', help: 'hk and the next number when left out' },
    workspace: workspaceOption,
  },
  notes: ['Letters from the domain are signed with the new key from then on: publish the record at once.'],
  async run(context, given) {
    const ring = keyring(context.installation());
    const selector = given.option('selector');
    const made = await withDatabase(context, async (db) => {
      const workspaceId = await chooseWorkspace(db, given.option('workspace'));
      const wanted = { workspaceId, domain: given.argument, ...(selector === undefined ? {} : { selector }) };
      return makeSenderKey(db, ring, wanted);
    });
    if (made.kind !== 'made') throw refusalOf(made, 'domain');
    const { name, value } = made.record;
    context.say('Publish this TXT record; letters from the domain are signed with its key from now on.');
    context.say('');
    context.say(`Name:  ${name}`);
    context.say(`Value: ${value}`);
    context.say('');
    context.say('The same as a line of a zone file:');
    context.say(
      `${name}. IN TXT ( ${txtStrings(value)
        .map((text) => `"${text}"`)
        .join(' ')} )`,
    );
  },
});
