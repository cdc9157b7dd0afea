import { isLoopbackUrl, overview } from '@hikyaku/campaigns';
import type { Dependencies } from '../dependencies.ts';
import { noBody } from '../http/payload.ts';
import { ok } from '../http/reply.ts';
import { defineRoute, none, type Route } from '../http/route.ts';
import { overviewSchema, overviewView } from './schema.ts';

/** /overview: what is going on in the workspace, and what waits for a person. */
export function overviewRoutes({ db, publicUrl, mailboxUrl }: Dependencies): Route[] {
  return [
    defineRoute({
      method: 'get',
      path: '/overview',
      tag: 'Overview',
      summary: 'How far the workspace has come, people gained and lost this week, and what waits for somebody',
      params: none,
      query: none,
      body: noBody,
      answers: { 200: { description: 'The overview.', body: overviewSchema } },
      async handle({ caller }) {
        const place = { local: isLoopbackUrl(publicUrl), mailboxUrl: mailboxUrl ?? null };
        return ok(overviewView(await overview(db, caller.workspaceId), place));
      },
    }),
  ];
}
