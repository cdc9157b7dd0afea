import { z } from 'zod';
import type { Dependencies } from '../dependencies.ts';
import { jsonBody } from '../http/body.ts';
import { noBody } from '../http/payload.ts';
import { notFound, ok } from '../http/reply.ts';
import { defineRoute, none, type Route } from '../http/route.ts';
import { holdLane, listLanes } from './lanes.ts';
import { laneSchema, lanesSchema, laneView, pauseLaneSchema } from './schema.ts';

const named = z.strictObject({ name: z.string().max(100) });

/** /lanes: the ways out. They belong to the installation, not to one workspace. */
export function laneRoutes({ db, wake }: Dependencies): Route[] {
  return [
    defineRoute({
      method: 'get',
      path: '/lanes',
      tag: 'Lanes',
      summary: 'Every lane: state, limits, and what waits in it',
      params: none,
      query: none,
      body: noBody,
      answers: { 200: { description: 'The lanes.', body: lanesSchema } },
      async handle() {
        return ok({ items: (await listLanes(db)).map(laneView), nextCursor: null });
      },
    }),
    defineRoute({
      method: 'post',
      path: '/lanes/:name/pause',
      tag: 'Lanes',
      summary: 'Pause a lane: no further letter of it is cleared; those on the wire finish',
      params: named,
      query: none,
      body: jsonBody(pauseLaneSchema, { optional: true }),
      answers: { 200: { description: 'The lane, paused.', body: laneSchema } },
      async handle({ caller, params, body }) {
        const hold = { paused: true, reason: body.reason ?? null, workspaceId: caller.workspaceId, by: caller.name };
        const held = await holdLane(db, params.name, hold);
        return held === undefined ? notFound('lane') : ok(laneView(held.lane));
      },
    }),
    defineRoute({
      method: 'post',
      path: '/lanes/:name/resume',
      tag: 'Lanes',
      summary: 'Let a lane go on',
      params: named,
      query: none,
      body: noBody,
      answers: { 200: { description: 'The lane, running.', body: laneSchema } },
      async handle({ caller, params }) {
        const hold = { paused: false, reason: null, workspaceId: caller.workspaceId, by: caller.name };
        const held = await holdLane(db, params.name, hold);
        if (held === undefined) return notFound('lane');
        await wake(held.slotIds).catch(() => undefined);
        return ok(laneView(held.lane));
      },
    }),
  ];
}
