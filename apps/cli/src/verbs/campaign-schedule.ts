import { readLocalTime, schedule, type When } from '@hikyaku/campaigns';
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
    at: { value: 'time', help: 'now, or a time with its offset: 2026-12-01T09:00:00+09:00' },
    'local-at': { value: 'hour', help: 'instead: an hour of each person’s own clock, such as 2026-12-01T10:00' },
    ...campaignOptions,
  },
  async run(context, given) {
    const when = readWhen(given.option('at'), given.option('local-at'));
    const base = publicUrl(context.installation());
    const scheduled = await withWakeUps(context, ({ remind }) =>
      withCampaign(context, given, (db, ...ids) => schedule({ db, publicUrl: base, remind }, ...ids, when)),
    );
    if (scheduled.kind !== 'scheduled') throw refusalOf(scheduled, 'campaign');
    for (const warning of scheduled.warnings) context.say(`Warning: ${problemLine(warning)}`);
    context.say(
      scheduled.localAt === null
        ? `Scheduled for ${moment(scheduled.at)}.`
        : `Scheduled for ${scheduled.localAt} by each person’s clock; its audience is frozen ${moment(scheduled.at)}.`,
    );
  },
});

const rfc3339 = /^(\d{4}-\d{2}-\d{2})T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2})$/i;

function readWhen(at: string | undefined, localAt: string | undefined): When {
  if ((at === undefined) === (localAt === undefined)) {
    throw new UsageError(
      'Say when: either --at with a time or now, or --local-at with an hour of each person’s clock.',
    );
  }
  if (localAt === undefined) return readTime(at ?? 'now');
  const local = readLocalTime(localAt);
  if (local !== undefined) return { local };
  throw new UsageError(`--local-at is "${localAt}"; write an hour without an offset, such as 2026-12-01T10:00.`);
}

function readTime(text: string): Date | 'now' {
  if (text === 'now') return 'now';
  const day = rfc3339.exec(text)?.[1];
  const at = new Date(text);
  // JavaScript takes 30 February for 2 March.
  const dayExists = day !== undefined && new Date(`${day}T00:00:00Z`).toJSON()?.startsWith(day);
  if (dayExists && !Number.isNaN(at.getTime())) return at;
  throw new UsageError(`--at is "${text}"; write now, or a time with its offset such as 2026-12-01T09:00:00+09:00.`);
}
