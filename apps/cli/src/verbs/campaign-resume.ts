import { resume } from '@hikyaku/campaigns';
import { campaignArgument, campaignOptions, withCampaign } from '../campaign-command.ts';
import { refusalOf } from '../refusal-of.ts';
import { defineVerb } from '../verb.ts';
import { withWakeUps } from '../wake-ups.ts';

/** `campaign resume`: goes on where the pause met it. */
export const campaignResume = defineVerb({
  argument: campaignArgument,
  options: campaignOptions,
  async run(context, given) {
    const resumed = await withWakeUps(context, (wakeUps) =>
      withCampaign(context, given, (db, ...ids) => resume({ db, ...wakeUps }, ...ids)),
    );
    if (resumed.kind !== 'resumed') throw refusalOf(resumed, 'campaign');
    context.say(`Resumed: it is ${resumed.status === 'preparing' ? 'being prepared' : 'being sent'} again.`);
  },
});
