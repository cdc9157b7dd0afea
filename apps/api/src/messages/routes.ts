import { findMessage, sendMessage } from '@hikyaku/campaigns';
import { z } from 'zod';
import { campaignProblemReply } from '../campaigns/problem-reply.ts';
import type { Dependencies } from '../dependencies.ts';
import { jsonBody } from '../http/body.ts';
import { letterIdValue } from '../http/letter-id.ts';
import { noBody } from '../http/payload.ts';
import { notFound, ok } from '../http/reply.ts';
import { defineRoute, none, type Route } from '../http/route.ts';
import { messageSchema, messageView, newMessageSchema, sentSchema, sentView } from './schema.ts';

/** /messages: transactional letters, one by one, through the same books and the same gate. */
export function messageRoutes(deps: Dependencies): Route[] {
  return [
    defineRoute({
      method: 'post',
      path: '/messages',
      tag: 'Messages',
      summary: 'Hand in one transactional letter; give an Idempotency-Key, so that a repeat sends nothing twice',
      creates: true,
      params: none,
      query: none,
      body: jsonBody(newMessageSchema),
      answers: {
        202: { description: 'It is in the books: waiting, or withheld at once with the reason.', body: sentSchema },
      },
      async handle({ caller, body }) {
        const sent = await sendMessage(deps, caller.workspaceId, body);
        if (sent.kind === 'problems') return campaignProblemReply(sent, 'message');
        return { kind: 'json', status: 202, body: sentView(sent) };
      },
    }),
    defineRoute({
      method: 'get',
      path: '/messages/:id',
      tag: 'Messages',
      summary: 'One message, and what became of it',
      params: z.strictObject({ id: letterIdValue('msg') }),
      query: none,
      body: noBody,
      answers: { 200: { description: 'The message.', body: messageSchema } },
      async handle({ caller, params }) {
        const message = await findMessage(deps.db, caller.workspaceId, params.id);
        return message === undefined ? notFound('message') : ok(messageView(message));
      },
    }),
  ];
}
