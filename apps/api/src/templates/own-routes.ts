import {
  changeTemplate,
  createTemplate,
  findTemplate,
  listOwnTemplates,
  removeTemplate,
  restoreTemplate,
  sampleOfTemplate,
  templateVersions,
} from '@hikyaku/campaigns';
import { inColourScheme } from '@hikyaku/rendering';
import { z } from 'zod';
import { campaignProblemReply } from '../campaigns/problem-reply.ts';
import type { Dependencies } from '../dependencies.ts';
import { jsonBody } from '../http/body.ts';
import { editedMeanwhileReply, editingOf } from '../http/edited-meanwhile.ts';
import { pageOf, pageQuery, pageSchema, pageView } from '../http/page.ts';
import { noBody } from '../http/payload.ts';
import { created, notFound, ok } from '../http/reply.ts';
import { defineRoute, none, type Route } from '../http/route.ts';
import { idValue } from '../http/value.ts';
import {
  newTemplateSchema,
  ownTemplateSchema,
  ownTemplateView,
  restoreSchema,
  templateChangeSchema,
  valuesOf,
  versionSchema,
  versionView,
} from './own-schema.ts';
import { schemeValue, writtenSchema, writtenView } from './schema.ts';

const one = z.strictObject({ id: idValue('template') });

/** /templates/own: what a workspace keeps for itself, with what it was before. */
export function ownTemplateRoutes({ db, publicUrl }: Dependencies): Route[] {
  return [
    defineRoute({
      method: 'post',
      path: '/templates/own',
      tag: 'Templates',
      summary: 'Keep a template for the workspace',
      creates: true,
      params: none,
      query: none,
      body: jsonBody(newTemplateSchema),
      answers: { 201: { description: 'The template.', body: ownTemplateSchema } },
      async handle({ caller, body: { locale, ...body } }) {
        const made = await createTemplate(db, caller.workspaceId, { ...valuesOf(body), locale }, caller.name);
        return made.kind === 'created' ? created(ownTemplateView(made.template)) : campaignProblemReply(made);
      },
    }),
    defineRoute({
      method: 'get',
      path: '/templates/own',
      tag: 'Templates',
      summary: "The workspace's own templates, newest first",
      params: none,
      query: z.strictObject(pageQuery('template')),
      body: noBody,
      answers: { 200: { description: 'A page of templates.', body: pageSchema(ownTemplateSchema) } },
      async handle({ caller, query: { cursor, limit } }) {
        const page = { limit: limit + 1, ...(cursor === undefined ? {} : { before: cursor }) };
        const rows = await listOwnTemplates(db, caller.workspaceId, page);
        return ok(pageView('template', pageOf(rows, limit), ownTemplateView));
      },
    }),
    defineRoute({
      method: 'get',
      path: '/templates/own/:id',
      tag: 'Templates',
      summary: 'One of them',
      params: one,
      query: none,
      body: noBody,
      answers: { 200: { description: 'The template.', body: ownTemplateSchema } },
      async handle({ caller, params }) {
        const template = await findTemplate(db, caller.workspaceId, params.id);
        return template === undefined ? notFound('template') : ok(ownTemplateView(template));
      },
    }),
    defineRoute({
      method: 'patch',
      path: '/templates/own/:id',
      tag: 'Templates',
      summary: 'Change one; what it was for ten minutes or longer is kept as a version',
      params: one,
      query: none,
      body: jsonBody(templateChangeSchema),
      answers: {
        200: { description: 'The template as it is now.', body: ownTemplateSchema },
        409: { description: 'Somebody has changed it since.' },
      },
      async handle({ caller, params, body: { basedOn, keepVersion = false, ...body } }) {
        const editing = { ...editingOf(caller, basedOn), keepVersion };
        const changed = await changeTemplate(db, caller.workspaceId, params.id, (was) => valuesOf(body, was), editing);
        if (changed.kind === 'edited-meanwhile') return editedMeanwhileReply('template', changed);
        return changed.kind === 'changed'
          ? ok(ownTemplateView(changed.template))
          : campaignProblemReply(changed, 'template');
      },
    }),
    defineRoute({
      method: 'delete',
      path: '/templates/own/:id',
      tag: 'Templates',
      summary: 'Take one out of the gallery; drafts that are written with it keep it',
      params: one,
      query: none,
      body: noBody,
      answers: { 204: { description: 'It is out of the gallery.' } },
      async handle({ caller, params }) {
        const removed = await removeTemplate(db, caller.workspaceId, params.id);
        return removed.kind === 'removed' ? { kind: 'empty' } : notFound('template');
      },
    }),
    defineRoute({
      method: 'get',
      path: '/templates/own/:id/versions',
      tag: 'Templates',
      summary: 'What a template was before, the latest first',
      params: one,
      query: none,
      body: noBody,
      answers: {
        200: {
          description: 'At most 200.',
          body: z.strictObject({ items: z.array(versionSchema), nextCursor: z.null() }),
        },
      },
      async handle({ caller, params }) {
        if ((await findTemplate(db, caller.workspaceId, params.id)) === undefined) return notFound('template');
        return ok({ items: (await templateVersions(db, params.id)).map(versionView), nextCursor: null });
      },
    }),
    defineRoute({
      method: 'post',
      path: '/templates/own/:id/restore',
      tag: 'Templates',
      summary: 'Bring a version back; what the template is now becomes one itself',
      params: one,
      query: none,
      body: jsonBody(restoreSchema),
      answers: { 200: { description: 'The template as it is now.', body: ownTemplateSchema } },
      async handle({ caller, params, body }) {
        const restored = await restoreTemplate(db, caller.workspaceId, params.id, body.version, caller.name);
        return restored.kind === 'changed'
          ? ok(ownTemplateView(restored.template))
          : campaignProblemReply(restored, 'template or version');
      },
    }),
    defineRoute({
      method: 'get',
      path: '/templates/own/:id/sample',
      tag: 'Templates',
      summary: 'The letter that one makes of its own data',
      params: one,
      query: none,
      body: noBody,
      answers: { 200: { description: 'Subject, HTML and text.', body: writtenSchema } },
      async handle({ caller, params }) {
        const template = await findTemplate(db, caller.workspaceId, params.id);
        if (template === undefined) return notFound('template');
        const made = await sampleOfTemplate(db, caller.workspaceId, template);
        return made.kind === 'sample' ? ok(writtenView(made.rendered)) : campaignProblemReply(made, 'template');
      },
    }),
    defineRoute({
      method: 'get',
      path: '/templates/own/:id/sample/page',
      tag: 'Templates',
      summary: 'The HTML of that letter as a page of its own, in which no script runs',
      params: one,
      query: z.strictObject({ scheme: schemeValue }),
      body: noBody,
      answers: { 200: { description: 'The page, for a sandboxed frame of this address.', body: 'text/html' } },
      async handle({ caller, params, query: { scheme } }) {
        const template = await findTemplate(db, caller.workspaceId, params.id);
        if (template === undefined) return notFound('template');
        const made = await sampleOfTemplate(db, caller.workspaceId, template);
        if (made.kind !== 'sample') return campaignProblemReply(made, 'template');
        const { html } = made.rendered;
        const shown = scheme === undefined ? html : inColourScheme(html, scheme);
        return { kind: 'letter', html: shown, picturesFrom: new URL(publicUrl).origin };
      },
    }),
  ];
}
