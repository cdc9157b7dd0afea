import { checkCampaign, findCampaign, previewLetter } from '@hikyaku/campaigns';
import { inColourScheme } from '@hikyaku/rendering';
import { z } from 'zod';
import { emailValue } from '../contacts/schema.ts';
import type { Dependencies } from '../dependencies.ts';
import { noBody } from '../http/payload.ts';
import { notFound, ok } from '../http/reply.ts';
import { defineRoute, none, type Route } from '../http/route.ts';
import { idValue } from '../http/value.ts';
import { schemeValue, writtenSchema, writtenView } from '../templates/schema.ts';
import { valueProblemSchema } from './lifecycle-schema.ts';
import { campaignProblem, campaignProblemReply } from './problem-reply.ts';

const one = z.strictObject({ id: idValue('campaign') });
const reader = z.strictObject({
  email: emailValue.optional().meta({ description: 'As this address would get it; a stranger when left out.' }),
});
const previewSchema = writtenSchema
  .extend({
    header: z.array(z.string()).meta({ description: 'Its fields as on the wire, without MIME and signature.' }),
    known: z
      .boolean()
      .nullable()
      .meta({ description: 'Whether the address is one of the contacts; null without one.' }),
  })
  .meta({ id: 'Preview' });
const checkSchema = z.strictObject({
  problems: z.array(valueProblemSchema).meta({ description: 'What stands in the way of sending.' }),
  warnings: z.array(valueProblemSchema),
});

/** How a campaign would look, and what stands in the way of sending it; nothing is changed or sent. */
export function previewRoutes({ db, pepper, keyring, publicUrl }: Dependencies): Route[] {
  const previewing = { db, pepper, keyring, publicUrl };
  return [
    defineRoute({
      method: 'get',
      path: '/campaigns/:id/preview',
      tag: 'Campaigns',
      summary: 'The letter as one person would get it now',
      params: one,
      query: reader,
      body: noBody,
      answers: { 200: { description: 'Subject, HTML, text and header.', body: previewSchema } },
      async handle({ caller, params, query }) {
        const made = await previewLetter(previewing, caller.workspaceId, params.id, query.email);
        if (made.kind !== 'preview') return campaignProblemReply(made);
        const { rendered, header, known } = made;
        return ok({ ...writtenView(rendered), header, known });
      },
    }),
    defineRoute({
      method: 'get',
      path: '/campaigns/:id/preview/page',
      tag: 'Campaigns',
      summary: 'The HTML of the letter as a page of its own, in which no script runs and no form is sent',
      params: one,
      query: reader.extend({ scheme: schemeValue }),
      body: noBody,
      answers: { 200: { description: 'The page, for a sandboxed frame of this address.', body: 'text/html' } },
      async handle({ caller, params, query }) {
        const made = await previewLetter(previewing, caller.workspaceId, params.id, query.email);
        if (made.kind !== 'preview') return campaignProblemReply(made);
        const { html } = made.rendered;
        const shown = query.scheme === undefined ? html : inColourScheme(html, query.scheme);
        return { kind: 'letter', html: shown, picturesFrom: new URL(publicUrl).origin };
      },
    }),
    defineRoute({
      method: 'get',
      path: '/campaigns/:id/check',
      tag: 'Campaigns',
      summary: 'What stands in the way of sending a campaign, and what its author should know',
      params: one,
      query: none,
      body: noBody,
      answers: { 200: { description: 'The findings.', body: checkSchema } },
      async handle({ caller, params }) {
        const campaign = await findCampaign(db, caller.workspaceId, params.id);
        if (campaign === undefined || campaign.kind === 'stream') return notFound('campaign');
        const { problems, warnings } = await checkCampaign({ db, publicUrl }, campaign);
        return ok({ problems: problems.map(campaignProblem), warnings: warnings.map(campaignProblem) });
      },
    }),
  ];
}
