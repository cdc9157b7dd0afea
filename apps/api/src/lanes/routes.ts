import { holdLane, type Lane, laneLog, limitLane, listLanes, listWarmUps } from '@hikyaku/delivery';
import { z } from 'zod';
import type { Dependencies } from '../dependencies.ts';
import { jsonBody } from '../http/body.ts';
import { noBody } from '../http/payload.ts';
import { limitParameter } from '../http/page.ts';
import { notFound, ok } from '../http/reply.ts';
import { defineRoute, none, type Route } from '../http/route.ts';
import {
  laneLimitsSchema,
  laneLogSchema,
  laneLogView,
  laneSchema,
  lanesSchema,
  laneView,
  pauseLaneSchema,
} from './schema.ts';
import { warmUpRoutes } from './warm-up-routes.ts';

const named = z.strictObject({ name: z.string().max(100) });

/** /lanes: the ways out. They belong to the installation, not to one workspace. */
export function laneRoutes(deps: Dependencies): Route[] {
  const { db, wake } = deps;
  const shown = async (lane: Lane) => laneView(lane, await listWarmUps(db, lane.name));
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
        const warmUps = await listWarmUps(db);
        return ok({ items: (await listLanes(db)).map((lane) => laneView(lane, warmUps)), nextCursor: null });
      },
    }),
    defineRoute({
      method: 'patch',
      path: '/lanes/:name',
      tag: 'Lanes',
      summary: "Say what a lane's limits are, instead of the tables of receivers",
      params: named,
      query: none,
      body: jsonBody(laneLimitsSchema),
      answers: { 200: { description: 'The lane; senders see it within half a minute.', body: laneSchema } },
      async handle({ caller, params, body }) {
        const changed = await limitLane(db, params.name, body, { workspaceId: caller.workspaceId, by: caller.name });
        return changed === undefined ? notFound('lane') : ok(await shown(changed.lane));
      },
    }),
    defineRoute({
      method: 'get',
      path: '/lanes/:name/log',
      tag: 'Lanes',
      summary: 'What was done to a lane and why, newest first',
      params: named,
      query: z.strictObject({ limit: limitParameter }),
      body: noBody,
      answers: { 200: { description: 'Lines of the log.', body: laneLogSchema } },
      async handle({ params, query: { limit } }) {
        const lines = await laneLog(db, params.name, limit);
        return lines === undefined ? notFound('lane') : ok({ items: lines.map(laneLogView), nextCursor: null });
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
        return held === undefined ? notFound('lane') : ok(await shown(held.lane));
      },
    }),
    defineRoute({
      method: 'post',
      path: '/lanes/:name/resume',
      tag: 'Lanes',
      summary: 'Let a lane go on; also ends a suspension',
      params: named,
      query: none,
      body: noBody,
      answers: { 200: { description: 'The lane, running.', body: laneSchema } },
      async handle({ caller, params }) {
        const hold = { paused: false, reason: null, workspaceId: caller.workspaceId, by: caller.name };
        const held = await holdLane(db, params.name, hold);
        if (held === undefined) return notFound('lane');
        await wake(held.slotIds).catch(() => undefined);
        return ok(await shown(held.lane));
      },
    }),
    ...warmUpRoutes(deps),
  ];
}
