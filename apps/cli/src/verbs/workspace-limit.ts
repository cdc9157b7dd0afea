import { limitLetters } from '@hikyaku/campaigns';
import { chooseWorkspace } from '../choose.ts';
import { UsageError } from '../errors.ts';
import { numberWithin } from '../grant-wish.ts';
import { defineVerb, workspaceOption } from '../verb.ts';
import { withDatabase } from '../with-database.ts';

/** `workspace limit`: no more than so many newsletters in so many days to anybody; without options, no limit. */
export const workspaceLimit = defineVerb({
  options: {
    most: { value: 'number', help: 'at most so many newsletters to one person; no limit when left out' },
    days: { value: 'number', help: 'in so many days' },
    workspace: workspaceOption,
  },
  notes: ['The gate counts what was handed over in these days, and withholds the rest as workspace-cap.'],
  async run(context, given) {
    const [most, days] = [given.option('most'), given.option('days')];
    if ((most === undefined) !== (days === undefined)) throw new UsageError('Give both --most and --days, or neither.');
    const limit =
      most === undefined || days === undefined
        ? null
        : { most: numberWithin('most', most, 1, 1_000), days: numberWithin('days', days, 1, 366) };
    await withDatabase(context, async (db) => {
      await limitLetters(db, await chooseWorkspace(db, given.option('workspace')), limit);
    });
    context.say(
      limit === null ? 'There is no limit.' : `At most ${limit.most} newsletters in ${limit.days} days to anybody.`,
    );
  },
});
