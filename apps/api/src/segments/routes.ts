import {
  changeSegment,
  createSegment,
  findSegment,
  listSegments,
  lookAtRule,
  removeSegment,
  strangersIn,
} from '@hikyaku/audience';
import { z } from 'zod';
import type { Dependencies } from '../dependencies.ts';
import { jsonBody } from '../http/body.ts';
import { editedMeanwhileReply, editingOf } from '../http/edited-meanwhile.ts';
import { pageQuery, pageSchema, pageView } from '../http/page.ts';
import { noBody } from '../http/payload.ts';
import { conflict } from '../http/refusals.ts';
import { created, invalid, notFound, ok } from '../http/reply.ts';
import { defineRoute, none, type Route } from '../http/route.ts';
import { idValue } from '../http/value.ts';
import {
  askedRuleSchema,
  newSegmentSchema,
  ruleLookSchema,
  ruleLookView,
  segmentChangeSchema,
  segmentProblems,
  segmentSchema,
  segmentView,
} from './schema.ts';

const one = z.strictObject({ id: idValue('segment') });

/** /segments: stored filters over people. */
export function segmentRoutes({ db }: Dependencies): Route[] {
  return [
    defineRoute({
      method: 'post',
      path: '/segments',
      tag: 'Segments',
      summary: 'Keep a segment',
      creates: true,
      params: none,
      query: none,
      body: jsonBody(newSegmentSchema),
      answers: { 201: { description: 'The segment.', body: segmentSchema } },
      async handle({ caller, body }) {
        const made = await createSegment(db, caller.workspaceId, body, caller.name);
        return made.kind === 'created' ? created(segmentView(made.segment)) : invalid(segmentProblems(made.problems));
      },
    }),
    defineRoute({
      method: 'get',
      path: '/segments',
      tag: 'Segments',
      summary: "The workspace's segments, oldest first",
      params: none,
      query: z.strictObject(pageQuery('segment')),
      body: noBody,
      answers: { 200: { description: 'A page of segments.', body: pageSchema(segmentSchema) } },
      async handle({ caller, query }) {
        return ok(pageView('segment', await listSegments(db, caller.workspaceId, query), segmentView));
      },
    }),
    defineRoute({
      method: 'post',
      path: '/segments/look',
      tag: 'Segments',
      summary: 'Whom a rule holds now, kept or not: how many, how many of them can be reached, and a few of them',
      params: none,
      query: none,
      body: jsonBody(askedRuleSchema),
      answers: { 200: { description: 'The counts, at this moment.', body: ruleLookSchema } },
      async handle({ caller: { workspaceId }, body: { rule }, signal }) {
        const strangers = await strangersIn(db, workspaceId, rule);
        if (strangers.length > 0) {
          return invalid(segmentProblems(strangers.map((found) => ({ ...found, path: ['rule', ...found.path] }))));
        }
        return ok(ruleLookView(await lookAtRule(db, workspaceId, rule, { signal })));
      },
    }),
    defineRoute({
      method: 'get',
      path: '/segments/:id',
      tag: 'Segments',
      summary: 'One segment',
      params: one,
      query: none,
      body: noBody,
      answers: { 200: { description: 'The segment.', body: segmentSchema } },
      async handle({ caller, params }) {
        const segment = await findSegment(db, caller.workspaceId, params.id);
        return segment === undefined ? notFound('segment') : ok(segmentView(segment));
      },
    }),
    defineRoute({
      method: 'patch',
      path: '/segments/:id',
      tag: 'Segments',
      summary: 'Change a segment; scheduled campaigns keep the rule they were scheduled with',
      params: one,
      query: none,
      body: jsonBody(segmentChangeSchema),
      answers: {
        200: { description: 'The segment as it is now.', body: segmentSchema },
        409: { description: 'Somebody has changed it since.' },
      },
      async handle({ caller, params, body: { basedOn, ...change } }) {
        const editing = editingOf(caller, basedOn);
        const changed = await changeSegment(db, caller.workspaceId, params.id, change, editing);
        if (changed.kind === 'not-found') return notFound('segment');
        if (changed.kind === 'edited-meanwhile') return editedMeanwhileReply('segment', changed);
        return changed.kind === 'changed'
          ? ok(segmentView(changed.segment))
          : invalid(segmentProblems(changed.problems));
      },
    }),
    defineRoute({
      method: 'delete',
      path: '/segments/:id',
      tag: 'Segments',
      summary: 'Take a segment away; refused while a draft or a scheduled campaign is meant for it',
      params: one,
      query: none,
      body: noBody,
      answers: {
        204: { description: 'It is gone. Campaigns that went out by it are not touched.' },
        409: { description: 'A campaign that has not begun is meant for it.' },
      },
      async handle({ caller, params }) {
        const removed = await removeSegment(db, caller.workspaceId, params.id);
        if (removed.kind === 'not-found') return notFound('segment');
        if (removed.kind === 'removed') return { kind: 'empty' };
        const names = removed.campaigns.map((name) => `"${name}"`).join(', ');
        return conflict('segment-in-use', { names });
      },
    }),
  ];
}
