import { countAudience } from '@hikyaku/audience';
import { segmentsNarrowing } from '@hikyaku/campaigns';
import { z } from 'zod';
import { audienceShape, withExclusions } from '../campaigns/audience-schema.ts';
import { campaignProblemReply } from '../campaigns/problem-reply.ts';
import type { Dependencies } from '../dependencies.ts';
import { jsonBody } from '../http/body.ts';
import { ok } from '../http/reply.ts';
import { defineRoute, none, type Route } from '../http/route.ts';

const audienceSchema = z.strictObject(audienceShape);

const count = z.int();
const reachSchema = z
  .strictObject({
    reached: count,
    suppressed: count,
    unconfirmed: count,
    left: count,
    onExcludedList: count,
    inExcludedSegment: count,
    outsideSegments: count.meta({ description: 'On the lists, but in none of the segments.' }),
    duplicates: count.meta({ description: 'Further lists of people who are counted already.' }),
    lanes: z.array(z.strictObject({ lane: z.string().nullable(), people: count })).meta({
      description:
        'Those reached by the receivers they have their mail at, most people first; null: all receivers without a lane of their own.',
    }),
  })
  .meta({
    id: 'AudienceReach',
    description: 'Whom a marketing letter would reach now, and how many stay out, and why.',
  });

/** /audiences: how many people some lists mean, as segments narrow them, at this moment. */
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
      async handle({ caller: { workspaceId }, body, signal }) {
        const { lists, exclude = [], segments = [], excludeSegments = [] } = withExclusions(body);
        const found = await segmentsNarrowing(db, workspaceId, { segments, excludeSegments });
        if (found.kind === 'problems') return campaignProblemReply(found);
        const { narrowing } = found;
        const audience = { workspaceId, includeLists: lists, excludeLists: exclude, narrowing };
        return ok(await countAudience(db, audience, { signal }));
      },
    }),
  ];
}
