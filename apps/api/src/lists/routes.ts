import { countList, createList, findList, listLists } from '@hikyaku/audience';
import { z } from 'zod';
import type { Dependencies } from '../dependencies.ts';
import { jsonBody } from '../http/body.ts';
import { pageQuery, pageSchema, pageView } from '../http/page.ts';
import { noBody } from '../http/payload.ts';
import { created, invalid, notFound, ok } from '../http/reply.ts';
import { defineRoute, none, type Route } from '../http/route.ts';
import { idValue } from '../http/value.ts';
import { listCountsSchema, listSchema, listView, newListSchema } from './schema.ts';

/** /lists: the newsletters that people can join. */
export function listRoutes({ db }: Dependencies): Route[] {
  return [
    defineRoute({
      method: 'post',
      path: '/lists',
      tag: 'Lists',
      summary: 'Make a list',
      creates: true,
      params: none,
      query: none,
      body: jsonBody(newListSchema),
      answers: { 201: { description: 'The list.', body: listSchema } },
      async handle({ caller, body }) {
        const made = await createList(db, { workspaceId: caller.workspaceId, name: body.name });
        if (!made.ok) return invalid([{ pointer: '/name', detail: made.problem.reason }]);
        return created(listView(made.list));
      },
    }),
    defineRoute({
      method: 'get',
      path: '/lists',
      tag: 'Lists',
      summary: "The workspace's lists, oldest first",
      params: none,
      query: z.strictObject(pageQuery('list')),
      body: noBody,
      answers: { 200: { description: 'A page of lists.', body: pageSchema(listSchema) } },
      async handle({ caller, query }) {
        return ok(pageView('list', await listLists(db, caller.workspaceId, query), listView));
      },
    }),
    defineRoute({
      method: 'get',
      path: '/lists/:id',
      tag: 'Lists',
      summary: 'One list',
      params: z.strictObject({ id: idValue('list') }),
      query: none,
      body: noBody,
      answers: { 200: { description: 'The list.', body: listSchema } },
      async handle({ caller, params }) {
        const list = await findList(db, caller.workspaceId, params.id);
        return list === undefined ? notFound('list') : ok(listView(list));
      },
    }),
    defineRoute({
      method: 'get',
      path: '/lists/:id/counts',
      tag: 'Lists',
      summary: 'How many people are on a list, have not confirmed, or have left it',
      params: z.strictObject({ id: idValue('list') }),
      query: none,
      body: noBody,
      answers: { 200: { description: 'The counts, at this moment.', body: listCountsSchema } },
      async handle({ caller, params }) {
        const list = await findList(db, caller.workspaceId, params.id);
        return list === undefined ? notFound('list') : ok(await countList(db, caller.workspaceId, list.id));
      },
    }),
  ];
}
