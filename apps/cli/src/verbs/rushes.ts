import { publicId } from '@hikyaku/database';
import { listRushes } from '@hikyaku/suppression';
import { chooseWorkspace } from '../choose.ts';
import { moment, printable } from '../printable.ts';
import { defineVerb, workspaceOption } from '../verb.ts';
import { withDatabase } from '../with-database.ts';

/** `rushes`: many people leaving at once, for somebody to look at. */
export const rushesVerb = defineVerb({
  options: { workspace: workspaceOption },
  notes: [
    'Nobody is kept from leaving. If a machine pressed for them, `lift` brings them back one by one, with a reason.',
  ],
  async run(context, given) {
    const rushes = await withDatabase(context, async (db) =>
      listRushes(db, { workspaceId: await chooseWorkspace(db, given.option('workspace')) }),
    );
    if (rushes.length === 0) return context.say('Nothing of the kind within a week.');
    for (const { since, until, people, listId, domain, ofDomain } of rushes) {
      const left = listId === null ? 'all newsletters' : publicId('list', listId);
      const common = domain === null ? '' : `, ${ofDomain} of them at ${printable(domain)}`;
      context.say(`${moment(since)} to ${moment(until)}: ${people} people left ${left}${common}.`);
    }
  },
});
