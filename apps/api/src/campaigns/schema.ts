import { type Campaign, type CampaignView, campaignStatuses, statusReasons } from '@hikyaku/campaigns';
import { parseId, publicId } from '@hikyaku/database';
import { messageClasses } from '@hikyaku/message';
import { z } from 'zod';
import { emailValue } from '../contacts/schema.ts';
import { audienceOf, audienceShape, audienceView } from './audience-schema.ts';
import { departureSchema, departureView } from './departure-schema.ts';
import { laneProgressSchema, laneProgressView, letterCounts } from './lane-progress-schema.ts';
import { basedOnValue } from '../http/edited-meanwhile.ts';
import { idView, lineValue, timeView } from '../http/value.ts';
import { statusDetailSchema, statusDetailView } from './status-detail.ts';

/** The content of a letter, with {{placeholders}}: one of template, mjml and html, or text alone. */
export const contentShape = {
  template: z
    .string()
    .min(1)
    .max(100)
    .transform((text, context) => {
      if (!text.startsWith('tpl_')) return { kind: 'built-in' as const, name: text };
      const id = parseId('template', text);
      if (id !== undefined) return { kind: 'own' as const, id };
      context.addIssue({ code: 'custom', message: 'This is no id of a template (tpl_…).' });
      return z.NEVER;
    })
    .meta({ description: 'The folder name of a built-in template, or the id of one of the workspace (tpl_…).' }),
  mjml: z.string().max(500_000),
  html: z.string().max(500_000),
  text: z.string().max(500_000),
  data: z.record(z.string(), z.unknown()).meta({ description: 'For {{data.…}}: the same for everybody.' }),
};

/** Whom a letter is from. */
export const fromValue = z.strictObject({ name: z.union([z.literal(''), lineValue(200)]), email: emailValue });

const content = z.strictObject(contentShape).exactPartial().shape;

const draftShape = {
  ...audienceShape,
  from: fromValue,
  subject: lineValue(500),
  locale: z.enum(['ja', 'en']).exactOptional(),
  class: z.enum(messageClasses).exactOptional(),
};

/** What makes a draft. */
export const newDraftSchema = z.strictObject({
  name: lineValue(200),
  ...draftShape,
  replyTo: emailValue.exactOptional(),
  preheader: lineValue(500).exactOptional(),
  ...content,
});

/** What changes about a draft: what is left out stays, null takes an optional value away. */
export const draftChangeSchema = z.strictObject({
  ...z.strictObject({ name: lineValue(200), ...draftShape }).exactPartial().shape,
  replyTo: emailValue.nullable().exactOptional(),
  preheader: lineValue(500).nullable().exactOptional(),
  template: contentShape.template.nullable().exactOptional(),
  mjml: contentShape.mjml.nullable().exactOptional(),
  html: contentShape.html.nullable().exactOptional(),
  text: contentShape.text.nullable().exactOptional(),
  data: contentShape.data.exactOptional(),
  basedOn: basedOnValue,
});

const count = z.int();
const counts = z.strictObject({ targeted: count, ...letterCounts.shape });

/** A campaign as the API shows it. */
export const campaignSchema = z
  .strictObject({
    id: idView('campaign'),
    name: z.string(),
    class: z.enum(messageClasses),
    status: z.enum(campaignStatuses),
    statusReason: z
      .enum(statusReasons)
      .nullable()
      .meta({ description: 'Why it stands still though nobody has told it to.' }),
    statusDetail: statusDetailSchema.nullable(),
    ...audienceView,
    from: z.strictObject({ name: z.string(), email: z.string() }),
    replyTo: z.string().nullable(),
    locale: z.enum(['ja', 'en']),
    subject: z.string(),
    preheader: z.string().nullable(),
    template: z.string().nullable(),
    mjml: z.string().nullable(),
    html: z.string().nullable(),
    text: z.string().nullable(),
    data: z.record(z.string(), z.unknown()),
    scheduledAt: timeView.nullable(),
    localAt: z.string().nullable().meta({
      description:
        'The hour at which it goes to each person by their own clock; scheduledAt is then when its audience is frozen.',
    }),
    startedAt: timeView.nullable(),
    endedAt: timeView.nullable(),
    createdAt: timeView,
    updatedAt: timeView,
    editedBy: z.string().nullable().meta({ description: 'Who changed it last while it was a draft.' }),
    excluded: z.strictObject({ unconfirmed: count, left: count, duplicates: count }),
  })
  .meta({ id: 'Campaign', description: 'One newsletter from draft to finished.' });

const phrase = z.strictObject({ ja: z.string(), en: z.string() });
const selfTestSchema = z
  .strictObject({
    at: timeView,
    passed: z.boolean(),
    findings: z.array(z.strictObject({ check: z.string(), title: phrase, seen: phrase, mend: phrase })),
  })
  .meta({
    id: 'SelfTest',
    description: 'What trying its way out found, last time: each check that failed, what was seen, how to mend it.',
  });

/** A campaign with its books: targeted = queued + attempting + accepted + deferred + bounced + withheld + failed + uncertain. */
export const campaignWithCountsSchema = campaignSchema
  .extend({
    counts,
    settled: count,
    underway: count,
    balanced: z.boolean(),
    lanes: z.array(laneProgressSchema),
    departures: z.array(departureSchema),
    selfTest: selfTestSchema.nullable(),
  })
  .meta({ id: 'CampaignWithCounts' });

/** A campaign, in the shape of `campaignSchema`. */
export function campaignView(campaign: Campaign): z.infer<typeof campaignSchema> {
  const time = (at: Date | null): string | null => at?.toISOString() ?? null;
  const { name, class: messageClass, status, statusReason, from, locale, subject, data, excluded } = campaign;
  return {
    id: publicId('campaign', campaign.id),
    name,
    class: messageClass,
    status,
    statusReason: statusReason?.code ?? null,
    statusDetail: statusReason && statusDetailView(statusReason),
    from,
    locale,
    subject,
    data,
    excluded,
    ...audienceOf(campaign),
    replyTo: campaign.replyTo ?? null,
    preheader: campaign.preheader ?? null,
    template: templateName(campaign.template),
    mjml: campaign.mjml ?? null,
    html: campaign.html ?? null,
    text: campaign.text ?? null,
    scheduledAt: time(campaign.scheduledAt),
    localAt: campaign.localAt,
    startedAt: time(campaign.startedAt),
    endedAt: time(campaign.endedAt),
    createdAt: campaign.createdAt.toISOString(),
    updatedAt: campaign.updatedAt.toISOString(),
    editedBy: campaign.editedBy,
  };
}

/** A campaign with its counts, in the shape of `campaignWithCountsSchema`. */
export function campaignWithCountsView({
  campaign,
  progress,
  lanes,
  departures,
  selfTest,
}: CampaignView): z.infer<typeof campaignWithCountsSchema> {
  const { counts: books, settled, underway, balanced } = progress;
  const tested = selfTest === undefined ? null : { ...selfTest, at: selfTest.at.toISOString() };
  const told = {
    counts: books,
    settled,
    underway,
    balanced,
    lanes: lanes.map(laneProgressView),
    departures: departures.map(departureView),
  };
  return { ...campaignView(campaign), ...told, selfTest: tested };
}

function templateName(template: Campaign['template']): string | null {
  if (template === undefined) return null;
  return template.kind === 'own' ? publicId('template', template.id) : template.name;
}
