import { schedule } from '@hikyaku/campaigns';
import { campaignArgument, campaignOptions, withCampaign } from '../campaign-command.ts';
import { UsageError } from '../errors.ts';
import { moment } from '../printable.ts';
import { problemLine, refusalOf } from '../refusal-of.ts';
import { publicUrl } from '../settings.ts';
import { defineVerb } from '../verb.ts';
import { withWakeUps } from '../wake-ups.ts';

/** `campaign schedule`: freezes a draft's content and lets it go out at a time. */
export const campaignSchedule = defineVerb({
  argument: campaignArgument,
  options: {
    at: { value: 'time', help: 'now, or a time with its offset: 2026-12-01T09:00:00+09:00', required: true },
    ...campaignOptions,
  },
  async run(context, given) {
    const at = readTime(given.required('at'));
    const base = publicUrl(context.installation());
    const scheduled = await withWakeUps(context, ({ remind }) =>
      withCampaign(context, given, (db, ...ids) => schedule({ db, publicUrl: base, remind }, ...ids, at)),
    );
    if (scheduled.kind !== 'scheduled') throw refusalOf(scheduled, 'campaign');
    for (const warning of scheduled.warnings) context.say(`Warning: ${problemLine(warning)}`);
    context.say(`Scheduled for ${moment(scheduled.at)}.`);
  },
});

const rfc3339 = /^(\d{4}-\d{2}-\d{2})T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2})$/i;

function readTime(text: string): Date | 'now' {
  if (text === 'now') return 'now';
  const day = rfc3339.exec(text)?.[1];
  const at = new Date(text);
  // JavaScript takes 30 February for 2 March.
  const dayExists = day !== undefined && new Date(`${day}T00:00:00Z`).toJSON()?.startsWith(day);
  if (dayExists && !Number.isNaN(at.getTime())) return at;
  throw new UsageError(`--at is "${text}"; write now, or a time with its offset such as 2026-12-01T09:00:00+09:00.`);
}
