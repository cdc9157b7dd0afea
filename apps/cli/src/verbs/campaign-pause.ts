import { pause } from '@hikyaku/campaigns';
import { campaignArgument, campaignOptions, withCampaign } from '../campaign-command.ts';
import { count } from '../printable.ts';
import { refusalOf } from '../refusal-of.ts';
import { defineVerb } from '../verb.ts';

/** `campaign pause`: no further letter is cleared; what waits stays as it is. */
export const campaignPause = defineVerb({
  argument: campaignArgument,
  options: campaignOptions,
  async run(context, given) {
    const paused = await withCampaign(context, given, (db, ...ids) => pause(db, ...ids));
    if (paused.kind !== 'paused') throw refusalOf(paused, 'campaign');
    context.say(
      paused.quiet
        ? 'Paused: none of its letters is in transmission, and none will be until it is resumed.'
        : `Paused: no further letter is cleared, but ${count(paused.onTheWire, 'letter')} on the wire may still arrive.`,
    );
  },
});
