import { earliestLocalTime, findCampaign, plannedDepartures } from '@hikyaku/campaigns';
import { z } from 'zod';
import type { Dependencies } from '../dependencies.ts';
import { noBody } from '../http/payload.ts';
import { notFound, ok } from '../http/reply.ts';
import { defineRoute, type Route } from '../http/route.ts';
import { idValue } from '../http/value.ts';
import { departureSchema, departureView } from './departure-schema.ts';
import { localTimeValue } from './when-schema.ts';

const planSchema = z
  .strictObject({
    earliest: z.string().meta({ description: 'The earliest hour that can be chosen now; those before are refused.' }),
    departures: z.array(departureSchema),
  })
  .meta({ id: 'DeparturePlan', description: 'When a campaign would leave for whom, the first first.' });

/** When a campaign would leave for each time zone of its people, asked before it is scheduled; nothing is changed. */
export function departureRoutes({ db }: Dependencies): Route[] {
  return [
    defineRoute({
      method: 'get',
      path: '/campaigns/:id/departures',
      tag: 'Campaigns',
      summary: 'When a campaign would leave if it went at an hour of each person’s own clock',
      params: z.strictObject({ id: idValue('campaign') }),
      query: z.strictObject({ localAt: localTimeValue }),
      body: noBody,
      answers: { 200: { description: 'To whom it would go now, by time zone.', body: planSchema } },
      async handle({ caller, params, query, signal }) {
        const campaign = await findCampaign(db, caller.workspaceId, params.id);
        if (campaign === undefined || campaign.kind === 'stream') return notFound('campaign');
        const departures = await plannedDepartures(db, campaign, query.localAt, { signal });
        return ok({ earliest: earliestLocalTime(new Date()), departures: departures.map(departureView) });
      },
    }),
  ];
}
