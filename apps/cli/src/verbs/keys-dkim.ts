import { makeSenderKey } from '@hikyaku/campaigns';
import { type DkimAlgorithm, txtStrings } from '@hikyaku/message';
import { chooseWorkspace } from '../choose.ts';
import { Refusal } from '../errors.ts';
import { refusalOf } from '../refusal-of.ts';
import { keyring } from '../settings.ts';
import { defineVerb, workspaceOption } from '../verb.ts';
import { withDatabase } from '../with-database.ts';

/** `keys dkim`: the private key stays sealed in the database; what is printed is public. */
export const keysDkim = defineVerb({
  argument: { value: '<domain>', help: 'the domain of From addresses' },
  options: {
    selector: { value: 'name', help: 'hk and the next number when left out' },
    algorithm: { value: 'rsa|ed25519', help: 'rsa when left out; ed25519 signs beside it, once there is an RSA key' },
    workspace: workspaceOption,
  },
  notes: ['Letters from the domain are signed with the new key from then on: publish the record at once.'],
  async run(context, given) {
    const ring = keyring(context.installation());
    const selector = given.option('selector');
    const algorithm = algorithmOf(given.option('algorithm') ?? 'rsa');
    const made = await withDatabase(context, async (db) => {
      const workspaceId = await chooseWorkspace(db, given.option('workspace'));
      const wanted = { workspaceId, domain: given.argument, algorithm };
      return makeSenderKey(db, ring, selector === undefined ? wanted : { ...wanted, selector });
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

function algorithmOf(name: string): DkimAlgorithm {
  if (name === 'rsa') return 'rsa-sha256';
  if (name === 'ed25519') return 'ed25519-sha256';
  throw new Refusal(`algorithm: "${name}" is none that DKIM has; write rsa or ed25519.`);
}
