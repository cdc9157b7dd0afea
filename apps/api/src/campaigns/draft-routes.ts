import {
  type CampaignView,
  campaignStatuses,
  changeDraft,
  createDraft,
  findCampaign,
  followUp,
  isCampaignStatus,
  listCampaigns,
  viewCampaign,
} from '@hikyaku/campaigns';
import { z } from 'zod';
import type { Dependencies } from '../dependencies.ts';
import { jsonBody } from '../http/body.ts';
import { editedMeanwhileReply, editingOf } from '../http/edited-meanwhile.ts';
import { pageOf, pageQuery, pageSchema, pageView } from '../http/page.ts';
import { noBody } from '../http/payload.ts';
import { created, notFound, ok } from '../http/reply.ts';
import { defineRoute, none, type Route } from '../http/route.ts';
import { idValue } from '../http/value.ts';
import { withExclusions } from './audience-schema.ts';
import { followUpSchema } from './follow-up-schema.ts';
import { campaignProblemReply } from './problem-reply.ts';
import {
  campaignSchema,
  campaignView,
  campaignWithCountsSchema,
  campaignWithCountsView,
  draftChangeSchema,
  newDraftSchema,
} from './schema.ts';

const one = z.strictObject({ id: idValue('campaign') });

const campaignsQuery = z.strictObject({
  status: z
    .string()
    .transform((text) => text.split(',').filter(isCampaignStatus))
    .refine((statuses) => statuses.length > 0, `status is one or more of ${campaignStatuses.join(', ')}, with commas`)
    .optional()
    .meta({ description: 'Only campaigns of these statuses, with commas between them.' }),
  name: z.string().min(1).max(200).optional().meta({ description: 'Only campaigns whose name holds this.' }),
  ...pageQuery('campaign'),
});

/** Making, changing and looking at campaigns. */
export function draftRoutes({ db, watch }: Dependencies): Route[] {
  return [
    defineRoute({
      method: 'post',
      path: '/campaigns',
      tag: 'Campaigns',
      summary: 'Make a draft: nobody gets it before it is scheduled',
      creates: true,
      params: none,
      query: none,
      body: jsonBody(newDraftSchema),
      answers: { 201: { description: 'The draft.', body: campaignSchema } },
      async handle({ caller, body }) {
        const made = await createDraft(db, caller.workspaceId, withExclusions(body), caller.name);
        return made.kind === 'created' ? created(campaignView(made.campaign)) : campaignProblemReply(made);
      },
    }),
    defineRoute({
      method: 'get',
      path: '/campaigns',
      tag: 'Campaigns',
      summary: "The workspace's campaigns, newest first",
      params: none,
      query: campaignsQuery,
      body: noBody,
      answers: { 200: { description: 'A page of campaigns.', body: pageSchema(campaignSchema) } },
      async handle({ caller, query: { cursor, limit, status, name } }) {
        const rows = await listCampaigns(db, caller.workspaceId, {
          limit: limit + 1,
          ...(cursor === undefined ? {} : { before: cursor }),
          ...(status === undefined ? {} : { statuses: status }),
          ...(name === undefined ? {} : { name }),
        });
        return ok(pageView('campaign', pageOf(rows, limit), campaignView));
      },
    }),
    defineRoute({
      method: 'get',
      path: '/campaigns/:id',
      tag: 'Campaigns',
      summary: 'One campaign with its counts, read in one snapshot',
      params: one,
      query: none,
      body: noBody,
      answers: { 200: { description: 'The campaign.', body: campaignWithCountsSchema } },
      async handle({ caller, params }) {
        const view = await viewCampaign(db, caller.workspaceId, params.id);
        return view === undefined ? notFound('campaign') : ok(campaignWithCountsView(view));
      },
    }),
    defineRoute({
      method: 'get',
      path: '/campaigns/:id/progress',
      tag: 'Campaigns',
      summary: 'One campaign with its counts, again and again as it goes on (server-sent events)',
      params: one,
      query: none,
      body: noBody,
      answers: {
        200: { description: 'Events whose data are CampaignWithCounts; they end with it.', body: 'text/event-stream' },
      },
      async handle({ caller, params }) {
        if ((await findCampaign(db, caller.workspaceId, params.id)) === undefined) return notFound('campaign');
        return { kind: 'events', events: views(watch.follow(caller.workspaceId, params.id)) };
      },
    }),
    defineRoute({
      method: 'patch',
      path: '/campaigns/:id',
      tag: 'Campaigns',
      summary: 'Change a draft; once scheduled its content is frozen',
      params: one,
      query: none,
      body: jsonBody(draftChangeSchema),
      answers: {
        200: { description: 'The draft as it is now.', body: campaignSchema },
        409: { description: 'It is no draft any more, or somebody has changed it since.' },
      },
      async handle({ caller, params, body: { basedOn, ...change } }) {
        const editing = editingOf(caller, basedOn);
        const changed = await changeDraft(db, caller.workspaceId, params.id, withExclusions(change), editing);
        if (changed.kind === 'edited-meanwhile') return editedMeanwhileReply('draft', changed);
        return changed.kind === 'changed' ? ok(campaignView(changed.campaign)) : campaignProblemReply(changed);
      },
    }),
    defineRoute({
      method: 'post',
      path: '/campaigns/:id/follow-up',
      tag: 'Campaigns',
      summary: 'Make a draft of the same content for those whose letter of this campaign came to something',
      creates: true,
      params: one,
      query: none,
      body: jsonBody(followUpSchema),
      answers: {
        201: { description: 'The draft; its audience is a segment.', body: campaignSchema },
        409: { description: 'The campaign is not over yet.' },
      },
      async handle({ caller, params, body }) {
        const made = await followUp(db, caller.workspaceId, params.id, body, caller.name);
        return made.kind === 'created' ? created(campaignView(made.campaign)) : campaignProblemReply(made);
      },
    }),
  ];
}

async function* views(followed: AsyncIterable<CampaignView>): AsyncIterable<z.infer<typeof campaignWithCountsSchema>> {
  for await (const view of followed) yield campaignWithCountsView(view);
}
