import { createApiKey, listApiKeys, revokeApiKey } from '@hikyaku/campaigns';
import { publicId } from '@hikyaku/database';
import { z } from 'zod';
import type { Dependencies } from '../dependencies.ts';
import { jsonBody } from '../http/body.ts';
import { noBody } from '../http/payload.ts';
import { created, notFound, ok } from '../http/reply.ts';
import { defineRoute, none, type Route } from '../http/route.ts';
import { idValue } from '../http/value.ts';
import { apiKeysSchema, apiKeyView, madeApiKeySchema, newApiKeySchema } from './schema.ts';

const tag = 'API keys';

/** /api-keys: what programs come in with. */
export function apiKeyRoutes({ db }: Dependencies): Route[] {
  return [
    defineRoute({
      method: 'get',
      path: '/api-keys',
      tag,
      summary: "The workspace's API keys, newest first, without the keys themselves",
      params: none,
      query: none,
      body: noBody,
      answers: { 200: { description: 'The keys.', body: apiKeysSchema } },
      async handle({ caller }) {
        return ok({ items: (await listApiKeys(db, caller.workspaceId)).map(apiKeyView), nextCursor: null });
      },
    }),
    defineRoute({
      method: 'post',
      path: '/api-keys',
      tag,
      // No Idempotency-Key: answers under one are kept, and this one holds a secret.
      summary: 'Make an API key; the answer is the one time it is shown',
      params: none,
      query: none,
      body: jsonBody(newApiKeySchema),
      answers: { 201: { description: 'The key.', body: madeApiKeySchema } },
      async handle({ caller, body: { name } }) {
        const { id, key } = await createApiKey(db, caller.workspaceId, name);
        return created({ id: publicId('apiKey', id), name, key });
      },
    }),
    defineRoute({
      method: 'delete',
      path: '/api-keys/:id',
      tag,
      summary: 'Take an API key back: it opens nothing from the next request on',
      params: z.strictObject({ id: idValue('apiKey') }),
      query: none,
      body: noBody,
      answers: { 204: { description: 'Taken back.' } },
      async handle({ caller, params }) {
        return (await revokeApiKey(db, caller.workspaceId, params.id)) ? { kind: 'empty' } : notFound('API key');
      },
    }),
  ];
}
