import { decideHeld, listHeld } from '@hikyaku/suppression';
import { Refusal } from '../errors.ts';
import { operator } from '../operator.ts';
import { moment, printable } from '../printable.ts';
import { defineVerb } from '../verb.ts';
import { withDatabase } from '../with-database.ts';

/** `held list`: receivers that suddenly call many known addresses invalid, one line each. */
export const heldList = defineVerb({
  options: {},
  async run(context) {
    const held = await withDatabase(context, (db) => listHeld(db, { workspaceId: null }));
    if (held.length === 0) context.say('Nothing is held.');
    for (const { domain, addresses, since, evidence } of held) {
      context.say(`${domain}  ${addresses} addresses since ${moment(since)}  ${printable(evidence)}`);
    }
  },
});

/** `held release`: gives the held addresses of a receiver up after all. */
export const heldRelease = decision('released', 'given up');

/** `held discard`: goes on writing to the held addresses of a receiver. */
export const heldDiscard = decision('discarded', 'written to again');

function decision(kind: 'released' | 'discarded', outcome: string) {
  return defineVerb({
    argument: { value: '<domain>', help: 'the receiver, as `held list` names it' },
    options: { by: { value: 'name', help: "who decides; this machine's user when left out" } },
    async run(context, given) {
      const domain = given.argument;
      const by = given.option('by') ?? operator();
      const addresses = await withDatabase(context, (db) =>
        decideHeld(db, { workspaceId: null, domain, decision: kind, by }),
      );
      if (addresses === 0) throw new Refusal(`Nothing of ${domain} is held; \`held list\` shows what is.`);
      context.say(`${addresses} addresses of ${domain} are ${outcome}, recorded as decided by ${by}.`);
    },
  });
}
