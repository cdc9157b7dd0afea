import { cancel, cancelRemaining } from '@hikyaku/campaigns';
import { campaignArgument, campaignOptions, withCampaign } from '../campaign-command.ts';
import { count } from '../printable.ts';
import { refusalOf } from '../refusal-of.ts';
import { defineVerb } from '../verb.ts';

/** `campaign cancel`: stops it at once, then withholds what waits. A running sender does the same; both may. */
export const campaignCancel = defineVerb({
  argument: campaignArgument,
  options: campaignOptions,
  async run(context, given) {
    await withCampaign(context, given, async (db, workspaceId, campaignId) => {
      const answer = await cancel(db, workspaceId, campaignId);
      if (answer.kind === 'not-found' || answer.kind === 'refused') throw refusalOf(answer, 'campaign');
      if (answer.kind === 'cancelled') return context.say('It was cancelled already.');
      context.say('Cancelling: no further letter is cleared.');
      const { withheld, cancelled } = await cancelRemaining(db, campaignId);
      context.say(
        cancelled
          ? `Cancelled: ${count(withheld, 'waiting letter')} withheld.`
          : `${count(withheld, 'waiting letter')} withheld; letters on the wire settle, and then it is cancelled.`,
      );
    });
  },
});
