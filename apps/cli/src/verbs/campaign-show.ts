import { type CampaignView, statusReasonWords, viewCampaign } from '@hikyaku/campaigns';
import { publicId } from '@hikyaku/database';
import { deliveryStates } from '@hikyaku/ledger';
import { campaignArgument, campaignOptions, withCampaign } from '../campaign-command.ts';
import { count, moment, printable } from '../printable.ts';
import { refusalOf } from '../refusal-of.ts';
import { defineVerb } from '../verb.ts';

/** `campaign show`: what it is, where it is in its life, and its books. */
export const campaignShow = defineVerb({
  argument: campaignArgument,
  options: campaignOptions,
  async run(context, given) {
    const view = await withCampaign(context, given, viewCampaign);
    if (view === undefined) throw refusalOf({ kind: 'not-found' }, 'campaign');
    for (const [name, value] of facts(view)) context.say(`${name.padEnd(11)} ${value}`);
  },
});

function facts({ campaign, progress, departures, selfTest }: CampaignView): [string, string][] {
  const { counts, settled, underway, balanced } = progress;
  const { unconfirmed, left, duplicates } = campaign.excluded;
  const times = { scheduled: campaign.scheduledAt, started: campaign.startedAt, ended: campaign.endedAt };
  return [
    ['campaign', `${publicId('campaign', campaign.id)} ${campaign.name}`],
    [
      'status',
      campaign.statusReason === null
        ? campaign.status
        : `${campaign.status}: ${printable(statusReasonWords(campaign.statusReason))}`,
    ],
    ['class', campaign.class],
    ['from', `${campaign.from.name} <${campaign.from.email}>`],
    ['subject', campaign.subject],
    ['lists', campaign.lists.map((id) => publicId('list', id)).join(' ') || 'none'],
    ...Object.entries(times).flatMap(([name, at]): [string, string][] => (at === null ? [] : [[name, moment(at)]])),
    ...(campaign.localAt === null
      ? []
      : [['local time', `${campaign.localAt} by each person’s clock`] satisfies [string, string]]),
    ...departures.map(({ zone, at, people }): [string, string] => [
      'leaves',
      `${moment(at)} for ${count(people, 'person', 'people')} in ${zone}`,
    ]),
    ...(selfTest?.findings ?? []).map(({ title, seen, mend }): [string, string] => [
      'self-test',
      printable(`failed: ${title.en}: ${seen.en}. ${mend.en}`),
    ]),
    ...(selfTest?.passed ? [['self-test', `passed ${moment(selfTest.at)}`] satisfies [string, string]] : []),
    ['excluded', `${unconfirmed} unconfirmed, ${left} left, ${duplicates} duplicates`],
    ['targeted', String(counts.targeted)],
    ...deliveryStates.map((state): [string, string] => [state, String(counts[state])]),
    ['books', `${balanced ? 'balance' : 'DO NOT BALANCE'}; ${settled} settled, ${underway} underway`],
  ];
}
