import { publicId } from '@hikyaku/database';
import { lift } from '@hikyaku/suppression';
import { chooseWorkspace, readId } from '../choose.ts';
import { Refusal, UsageError } from '../errors.ts';
import { operator } from '../operator.ts';
import { defineVerb, workspaceOption } from '../verb.ts';
import { withDatabase } from '../with-database.ts';

const longestReason = 2_000;

/** `lift`: undoes a person's "no", which takes a name and a reason in words. */
export const liftVerb = defineVerb({
  argument: { value: '<sup_…>', help: 'the suppression; `why <email>` shows those of an address' },
  options: {
    reason: { value: 'text', help: 'why it no longer holds, for the record', required: true },
    by: { value: 'name', help: "who lifts it; this machine's user when left out" },
    workspace: workspaceOption,
  },
  async run(context, given) {
    const suppressionId = readId('suppression', given.argument);
    const reason = given.required('reason').trim();
    if (reason.length > longestReason) {
      throw new UsageError(`--reason has ${reason.length} characters; at most ${longestReason} are kept.`);
    }
    const by = given.option('by') ?? operator();
    const lifted = await withDatabase(context, async (db) => {
      const workspaceId = await chooseWorkspace(db, given.option('workspace'));
      const own = await lift(db, { workspaceId, suppressionId, by, reason });
      // Whoever is at this machine operates the installation, and so may lift what holds for every workspace.
      return own === 'lifted' ? own : lift(db, { workspaceId: null, suppressionId, by, reason });
    });
    const id = publicId('suppression', suppressionId);
    if (lifted === 'unknown')
      throw new Refusal(`There is no suppression ${id}, of this workspace or of all, that stands.`);
    context.say(`${id} is lifted, recorded as done by ${by}.`);
  },
});
