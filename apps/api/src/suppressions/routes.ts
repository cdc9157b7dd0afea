import { findList } from '@hikyaku/audience';
import { addressKey, parseAddress } from '@hikyaku/message';
import { type Channel, findSuppressions, type How, leave, lift, type Wish } from '@hikyaku/suppression';
import { z } from 'zod';
import { emailValue } from '../contacts/schema.ts';
import type { Dependencies } from '../dependencies.ts';
import { jsonBody } from '../http/body.ts';
import { pageOf, pageQuery, pageSchema, pageView } from '../http/page.ts';
import { noBody } from '../http/payload.ts';
import { invalid, notFound, ok, refuse } from '../http/reply.ts';
import { defineRoute, none, type Route } from '../http/route.ts';
import { idValue } from '../http/value.ts';
import { leftReply } from './left-reply.ts';
import {
  leftSchema,
  liftSchema,
  newSuppressionSchema,
  newWishSchema,
  suppressionSchema,
  suppressionView,
} from './schema.ts';

/** /suppressions: whom we must not write to. Every way in is the one verb `leave`; the only way out is a lift. */
export function suppressionRoutes({ db, pepper, waiting }: Dependencies): Route[] {
  return [
    defineRoute({
      method: 'post',
      path: '/suppressions',
      tag: 'Suppressions',
      summary: 'Stop writing to an address, now: waiting letters are taken back, letters on the wire are waited for',
      creates: true,
      params: none,
      query: none,
      body: jsonBody(newSuppressionSchema),
      answers: {
        201: { description: 'No letter of that scope is in transmission, and none will be.', body: leftSchema },
        202: {
          description: 'It holds, but one letter was already on its way and is still being transmitted.',
          body: leftSchema,
        },
      },
      async handle({ caller, body }) {
        const { workspaceId } = caller;
        const parsed = parseAddress(body.email);
        if (!parsed.ok) return invalid([{ pointer: '/email', detail: parsed.reason }]);
        const listId = body.listId ?? null;
        if (listId !== null && (await findList(db, workspaceId, listId)) === undefined) {
          return invalid([{ pointer: '/listId', detail: 'There is no such list in this workspace.' }]);
        }
        const person = { workspaceId, addressKey: addressKey(pepper, parsed.address), scope: body.scope, listId };
        const left = await leave(db, [person], { reason: body.reason, ...entered(body, caller.name) }, waiting);
        return leftReply(db, person, left);
      },
    }),
    defineRoute({
      method: 'post',
      path: '/wishes',
      tag: 'Suppressions',
      summary:
        'Enter a wish: no newsletter until a moment, or fewer of them. GET and DELETE /suppressions show and end it',
      creates: true,
      params: none,
      query: none,
      body: jsonBody(newWishSchema),
      answers: {
        201: { description: 'It holds; of a snooze, no newsletter is in transmission.', body: leftSchema },
        202: { description: 'It holds, but one newsletter was already on its way.', body: leftSchema },
      },
      async handle({ caller, body }) {
        const { workspaceId } = caller;
        const parsed = parseAddress(body.email);
        if (!parsed.ok) return invalid([{ pointer: '/email', detail: parsed.reason }]);
        const person = { workspaceId, addressKey: addressKey(pepper, parsed.address), listId: null };
        const wish: Wish =
          body.scope === 'snooze'
            ? { ...person, scope: body.scope, until: body.until }
            : { ...person, scope: body.scope, most: body.most, days: body.days };
        const left = await leave(db, [wish], { reason: 'manual', ...entered(body, caller.name) }, waiting);
        return leftReply(db, wish, left);
      },
    }),
    defineRoute({
      method: 'get',
      path: '/suppressions',
      tag: 'Suppressions',
      summary: 'What stands, or once stood, against writing to an address, or to anybody',
      params: none,
      query: z.strictObject({
        email: emailValue.optional(),
        state: z.enum(['standing', 'lifted']).optional(),
        order: z.enum(['oldest', 'newest']).optional().meta({ description: 'Oldest first when left out.' }),
        ...pageQuery('suppression'),
      }),
      body: noBody,
      answers: {
        200: { description: 'A page of suppressions, lifted ones included.', body: pageSchema(suppressionSchema) },
      },
      async handle({ caller, query: { email, state, order, cursor, limit } }) {
        const parsed = email === undefined ? undefined : parseAddress(email);
        if (parsed?.ok === false)
          return refuse('malformed', parsed.reason, [{ parameter: 'email', detail: parsed.reason }]);
        const rows = await findSuppressions(db, caller.workspaceId, {
          addressKey: parsed === undefined ? undefined : addressKey(pepper, parsed.address),
          state,
          order,
          after: cursor,
          limit: limit + 1,
        });
        return ok(pageView('suppression', pageOf(rows, limit), suppressionView));
      },
    }),
    defineRoute({
      method: 'delete',
      path: '/suppressions/:id',
      tag: 'Suppressions',
      summary: 'Lift a suppression, with a written reason; the row stays as history',
      params: z.strictObject({ id: idValue('suppression') }),
      query: none,
      body: jsonBody(liftSchema),
      answers: { 204: { description: 'Lifted; recorded with the name of the API key and the reason.' } },
      async handle({ caller, params, body }) {
        const lifted = await lift(db, {
          workspaceId: caller.workspaceId,
          suppressionId: params.id,
          by: caller.name,
          reason: body.reason.trim(),
        });
        return lifted === 'lifted' ? { kind: 'empty' } : notFound('suppression that stands');
      },
    }),
  ];
}

/** By whom and which way it was entered, as the event keeps it; the evidence stands in the row. */
function entered(
  { channel, operator, note }: { channel?: Channel; operator?: string; note?: string },
  by: string,
): Omit<How, 'reason'> {
  return {
    source: 'api',
    details: {
      by,
      ...(channel === undefined ? {} : { channel }),
      ...(operator === undefined ? {} : { operator }),
    },
    ...(note === undefined ? {} : { note }),
  };
}
