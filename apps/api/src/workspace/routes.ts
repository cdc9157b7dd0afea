import { changeWorkspace, findWorkspace, previewFooter } from '@hikyaku/campaigns';
import { campaignProblemReply } from '../campaigns/problem-reply.ts';
import type { Dependencies } from '../dependencies.ts';
import { jsonBody } from '../http/body.ts';
import { noBody } from '../http/payload.ts';
import { notFound, ok } from '../http/reply.ts';
import { defineRoute, none, type Route } from '../http/route.ts';
import { footerQuery, workspaceChangeSchema, workspaceSchema, workspaceView } from './schema.ts';

/** /workspace: the one that the API key belongs to. */
export function workspaceRoutes({ db }: Dependencies): Route[] {
  return [
    defineRoute({
      method: 'get',
      path: '/workspace',
      tag: 'Workspace',
      summary: 'The workspace that the API key belongs to',
      params: none,
      query: none,
      body: noBody,
      answers: { 200: { description: 'The workspace.', body: workspaceSchema } },
      async handle({ caller }) {
        const workspace = await findWorkspace(db, caller.workspaceId);
        return workspace === undefined ? notFound('workspace') : ok(workspaceView(workspace));
      },
    }),
    defineRoute({
      method: 'patch',
      path: '/workspace',
      tag: 'Workspace',
      summary:
        'Change who sends, the time zone, the quiet hours in which no marketing letter goes, and whether STOP is taken',
      params: none,
      query: none,
      body: jsonBody(workspaceChangeSchema),
      answers: { 200: { description: 'The workspace as it is now.', body: workspaceSchema } },
      async handle({ caller, body }) {
        const changed = await changeWorkspace(db, caller.workspaceId, body);
        return changed.kind === 'changed' ? ok(workspaceView(changed.workspace)) : campaignProblemReply(changed);
      },
    }),
    defineRoute({
      method: 'get',
      path: '/workspace/footer',
      tag: 'Workspace',
      summary: 'The standard footer of newsletters as a page, with other values than those that are kept where given',
      params: none,
      query: footerQuery,
      body: noBody,
      answers: { 200: { description: 'The footer; nothing runs in it.', body: 'text/html' } },
      async handle({ caller, query }) {
        const workspace = await findWorkspace(db, caller.workspaceId);
        if (workspace === undefined) return notFound('workspace');
        const told = (typed: string | undefined, kept: string) => (typed ?? kept).trim() || '—';
        const html = await previewFooter({
          legalName: told(query.legalName, workspace.legalName),
          postalAddress: told(query.postalAddress, workspace.postalAddress),
          contact: told(query.contact, workspace.contact),
          locale: query.locale ?? workspace.locale,
        });
        return { kind: 'letter', html };
      },
    }),
  ];
}
