import { cancel, pause, resume, schedule, sendTest } from '@hikyaku/campaigns';
import { z } from 'zod';
import type { Dependencies } from '../dependencies.ts';
import { jsonBody } from '../http/body.ts';
import { publicLetterId } from '../http/letter-id.ts';
import { noBody } from '../http/payload.ts';
import { ok } from '../http/reply.ts';
import { defineRoute, none, type Route, type RouteFacts } from '../http/route.ts';
import { idValue } from '../http/value.ts';
import { campaignProblem, campaignProblemReply } from './problem-reply.ts';
import {
  cancelledSchema,
  pausedSchema,
  resumedSchema,
  scheduledSchema,
  testSchema,
  testSentSchema,
} from './lifecycle-schema.ts';
import { whenSchema } from './when-schema.ts';

const one = z.strictObject({ id: idValue('campaign') });
const refused: RouteFacts['answers'] = {
  409: { description: 'Its status does not allow this; `detail` says what can be done.' },
};

/** A campaign's way through the world: schedule, pause, resume, cancel, and a test copy. */
export function lifecycleRoutes(deps: Dependencies): Route[] {
  const { db, waiting } = deps;
  return [
    defineRoute({
      method: 'post',
      path: '/campaigns/:id/schedule',
      tag: 'Campaigns',
      summary: 'Schedule a draft, or move a scheduled campaign to another time; freezes its content',
      params: one,
      query: none,
      body: jsonBody(whenSchema),
      answers: {
        200: { description: 'Scheduled, with what its author should know.', body: scheduledSchema },
        ...refused,
      },
      async handle({ caller, params, body }) {
        const scheduled = await schedule(deps, caller.workspaceId, params.id, body);
        if (scheduled.kind !== 'scheduled') return campaignProblemReply(scheduled);
        const warnings = scheduled.warnings.map(campaignProblem);
        return ok({ status: 'scheduled', at: scheduled.at.toISOString(), localAt: scheduled.localAt, warnings });
      },
    }),
    defineRoute({
      method: 'post',
      path: '/campaigns/:id/pause',
      tag: 'Campaigns',
      summary: 'Stop a campaign where it is: no further letter is cleared',
      params: one,
      query: none,
      body: noBody,
      answers: {
        200: { description: 'Paused, and none of its letters is in transmission.', body: pausedSchema },
        202: { description: 'Paused, but letters on the wire have not settled within 5 seconds.', body: pausedSchema },
        ...refused,
      },
      async handle({ caller, params }) {
        const paused = await pause(db, caller.workspaceId, params.id, waiting);
        if (paused.kind !== 'paused') return campaignProblemReply(paused);
        const { quiet, onTheWire } = paused;
        return { kind: 'json', status: quiet ? 200 : 202, body: { status: 'paused', quiet, onTheWire } };
      },
    }),
    defineRoute({
      method: 'post',
      path: '/campaigns/:id/resume',
      tag: 'Campaigns',
      summary: 'Let a paused campaign go on where it was',
      params: one,
      query: none,
      body: noBody,
      answers: { 200: { description: 'Going on.', body: resumedSchema }, ...refused },
      async handle({ caller, params }) {
        const resumed = await resume(deps, caller.workspaceId, params.id);
        return resumed.kind === 'resumed' ? ok({ status: resumed.status }) : campaignProblemReply(resumed);
      },
    }),
    defineRoute({
      method: 'post',
      path: '/campaigns/:id/cancel',
      tag: 'Campaigns',
      summary: 'Call a campaign off for good; the letters that wait are withheld',
      params: one,
      query: none,
      body: noBody,
      answers: {
        202: { description: 'No further letter is cleared from here on.', body: cancelledSchema },
        ...refused,
      },
      async handle({ caller, params }) {
        const cancelled = await cancel(db, caller.workspaceId, params.id);
        if (cancelled.kind === 'not-found' || cancelled.kind === 'refused') return campaignProblemReply(cancelled);
        return { kind: 'json', status: 202, body: { status: cancelled.kind } };
      },
    }),
    defineRoute({
      method: 'post',
      path: '/campaigns/:id/test',
      tag: 'Campaigns',
      summary: 'Send a marked copy whose links do nothing',
      creates: true,
      params: one,
      query: none,
      body: jsonBody(testSchema),
      answers: { 202: { description: 'The copies are on their way.', body: testSentSchema } },
      async handle({ caller, params, body }) {
        const sent = await sendTest(deps, caller.workspaceId, params.id, body.to);
        if (sent.kind !== 'sent') return campaignProblemReply(sent);
        const letters = sent.letters.map(({ ref, kind }) => ({ id: publicLetterId('msg', ref), state: kind }));
        return { kind: 'json', status: 202, body: { letters, warnings: sent.warnings.map(campaignProblem) } };
      },
    }),
  ];
}
