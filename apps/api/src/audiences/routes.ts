import { countAudience } from '@hikyaku/audience';
import { z } from 'zod';
import type { Dependencies } from '../dependencies.ts';
import { jsonBody } from '../http/body.ts';
import { ok } from '../http/reply.ts';
import { defineRoute, none, type Route } from '../http/route.ts';
import { idValue } from '../http/value.ts';

const audienceSchema = z.strictObject({
  lists: z.array(idValue('list')).max(100),
  exclude: z.array(idValue('list')).max(100).exactOptional(),
});

const count = z.int();
const reachSchema = z
  .strictObject({
    reached: count,
    suppressed: count,
    unconfirmed: count,
    left: count,
    onExcludedList: count,
    duplicates: count.meta({ description: 'Further lists of people who are counted already.' }),
  })
  .meta({
    id: 'AudienceReach',
    description: 'Whom a marketing letter would reach now, and how many stay out, and why.',
  });

/** /audiences: how many people some lists mean, at this moment. */
export function audienceRoutes({ db }: Dependencies): Route[] {
  return [
    defineRoute({
      method: 'post',
      path: '/audiences/count',
      tag: 'Lists',
      summary: 'Count whom a marketing letter to these lists would reach now, and who stays out',
      params: none,
      query: none,
      body: jsonBody(audienceSchema),
      answers: { 200: { description: 'The counts. Lists of other workspaces count nobody.', body: reachSchema } },
      async handle({ caller: { workspaceId }, body }) {
        return ok(await countAudience(db, { workspaceId, includeLists: body.lists, excludeLists: body.exclude ?? [] }));
      },
    }),
  ];
}
