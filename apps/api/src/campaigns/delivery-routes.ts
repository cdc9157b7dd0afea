import { findCampaign, listDeliveries, overTime, resolveUncertain } from '@hikyaku/campaigns';
import { publicId } from '@hikyaku/database';
import { deliveryStates } from '@hikyaku/ledger';
import { addressKey, parseAddress } from '@hikyaku/message';
import { z } from 'zod';
import { emailValue } from '../contacts/schema.ts';
import type { Dependencies } from '../dependencies.ts';
import { jsonBody } from '../http/body.ts';
import { letterIdValue } from '../http/letter-id.ts';
import { limitParameter, pageSchema } from '../http/page.ts';
import { noBody } from '../http/payload.ts';
import { invalid, notFound, ok, refuse } from '../http/reply.ts';
import { defineRoute, none, type Route } from '../http/route.ts';
import { idValue } from '../http/value.ts';
import { campaignProblemReply } from './problem-reply.ts';
import { deliveriesCsv } from './deliveries-csv.ts';
import { overTimeSchema, overTimeView } from './lane-progress-schema.ts';
import { deliverySchema, deliveryView, resolvedSchema, resolveSchema } from './delivery-schema.ts';

const one = z.strictObject({ id: idValue('campaign') });

const deliveriesQuery = z.strictObject({
  state: z.enum(deliveryStates).optional(),
  email: emailValue.optional().meta({ description: 'Only letters to this very address.' }),
  cursor: letterIdValue('dlv').optional().meta({ description: 'The nextCursor of the page before.' }),
  limit: limitParameter,
});

/** Every letter's row in a campaign's books, and a person's decision on the uncertain ones. */
export function deliveryRoutes({ db, pepper, wake }: Dependencies): Route[] {
  return [
    defineRoute({
      method: 'get',
      path: '/campaigns/:id/deliveries',
      tag: 'Campaigns',
      summary: "A campaign's letters: what happened to each, and why",
      params: one,
      query: deliveriesQuery,
      body: noBody,
      answers: { 200: { description: 'A page of deliveries.', body: pageSchema(deliverySchema) } },
      async handle({ caller: { workspaceId }, params, query: { state, email, cursor, limit } }) {
        if ((await findCampaign(db, workspaceId, params.id)) === undefined) return notFound('campaign');
        const address = email === undefined ? undefined : parseAddress(email);
        if (address?.ok === false) {
          return refuse('malformed', address.reason, [{ parameter: 'email', detail: address.reason }]);
        }
        const rows = await listDeliveries(db, workspaceId, params.id, {
          limit: limit + 1,
          ...(state === undefined ? {} : { state }),
          ...(address === undefined ? {} : { addressKey: addressKey(pepper, address.address) }),
          ...(cursor === undefined ? {} : { after: cursor }),
        });
        const items = rows.slice(0, limit).map(deliveryView);
        return ok({ items, nextCursor: rows.length > limit ? (items.at(-1)?.id ?? null) : null });
      },
    }),
    defineRoute({
      method: 'get',
      path: '/campaigns/:id/deliveries/over-time',
      tag: 'Campaigns',
      summary: 'When the letters of a campaign were settled, for looking back at it',
      params: one,
      query: none,
      body: noBody,
      answers: { 200: { description: 'Letters by step of time.', body: overTimeSchema } },
      async handle({ caller: { workspaceId }, params }) {
        if ((await findCampaign(db, workspaceId, params.id)) === undefined) return notFound('campaign');
        return ok(overTimeView(await overTime(db, params.id)));
      },
    }),
    defineRoute({
      method: 'get',
      path: '/campaigns/:id/deliveries/export',
      tag: 'Campaigns',
      summary: "A campaign's letters as a file: all, or those of one state",
      params: one,
      query: z.strictObject({ state: z.enum(deliveryStates).optional() }),
      body: noBody,
      answers: {
        200: { description: 'email,state,reason,reply,attempts,firstAttemptAt,settledAt.', body: 'text/csv' },
      },
      async handle({ caller: { workspaceId }, params, query }) {
        if ((await findCampaign(db, workspaceId, params.id)) === undefined) return notFound('campaign');
        const fileName = `${publicId('campaign', params.id)}${query.state === undefined ? '' : `-${query.state}`}.csv`;
        return { kind: 'csv', fileName, text: deliveriesCsv(db, workspaceId, params.id, query) };
      },
    }),
    defineRoute({
      method: 'post',
      path: '/campaigns/:id/deliveries/resolve',
      tag: 'Campaigns',
      summary: 'Decide on uncertain letters: send them again, or take them for accepted',
      params: one,
      query: none,
      body: jsonBody(resolveSchema),
      answers: {
        200: { description: 'Decided, and recorded with the name of the API key.', body: resolvedSchema },
        409: { description: 'The status of the campaign does not allow it.' },
      },
      async handle({ caller, params, body: { action, ids } }) {
        const strange = ids?.findIndex((ref) => ref.campaignId !== params.id) ?? -1;
        if (strange >= 0) {
          return invalid([{ pointer: `/ids/${strange}`, detail: 'This letter does not belong to this campaign.' }]);
        }
        const decision = { action, by: caller.name, ...(ids === undefined ? {} : { letters: ids }) };
        const resolved = await resolveUncertain({ db, wake }, caller.workspaceId, params.id, decision);
        if (resolved.kind !== 'resolved') return campaignProblemReply(resolved);
        return ok({ letters: resolved.letters, stillOnTheWire: resolved.stillOnTheWire });
      },
    }),
  ];
}
