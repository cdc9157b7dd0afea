import { giveUpJournal } from '@hikyaku/suppression';
import { Refusal, UsageError } from '../errors.ts';
import { operator } from '../operator.ts';
import { defineVerb } from '../verb.ts';
import { withDatabase } from '../with-database.ts';

const longestReason = 2_000;

/** `journals give-up`: lets newsletters go again although a journal cannot be read; for a machine that is gone for good. */
export const journalsGiveUp = defineVerb({
  argument: { value: '<id>', help: 'the journal; `journals list` shows those that are open' },
  options: {
    reason: { value: 'text', help: 'why nothing can be learned from it any more, for the record', required: true },
    by: { value: 'name', help: "who decides it; this machine's user when left out" },
  },
  notes: ['People who left through it and whose opt-out is only there are written to again.'],
  async run(context, given) {
    const id = given.argument;
    if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id)) {
      throw new UsageError(`"${id}" is no journal: \`journals list\` shows their names, 36 characters each.`);
    }
    const reason = given.required('reason').trim();
    if (reason.length > longestReason) {
      throw new UsageError(`--reason has ${reason.length} characters; at most ${longestReason} are kept.`);
    }
    const by = given.option('by') ?? operator();
    const ended = await withDatabase(context, (db) => giveUpJournal(db, { id, by, reason }));
    if (ended === 'unknown')
      throw new Refusal(`There is no open journal ${id}: \`journals list\` shows those that are.`);
    if (ended === 'vouched')
      throw new Refusal(`The journal ${id} is being kept and holds nobody back for long: leave it.`);
    context.say(`${id} is given up, recorded as done by ${by}. Newsletters go again.`);
  },
});
