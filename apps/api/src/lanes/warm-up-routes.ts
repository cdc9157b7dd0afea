import { listWarmUps, startWarmUp, stopWarmUp } from '@hikyaku/delivery';
import { z } from 'zod';
import type { Dependencies } from '../dependencies.ts';
import { jsonBody } from '../http/body.ts';
import { noBody } from '../http/payload.ts';
import { notFound, refuse, type Reply } from '../http/reply.ts';
import { defineRoute, none, type Route } from '../http/route.ts';
import { domainValue } from '../http/value.ts';
import { newWarmUpSchema, warmUpSchema, warmUpView } from './warm-up-schema.ts';

const lane = z.string().max(100);

/** /lanes/:name/warm-ups: ceilings for From domains that a lane's receivers do not know yet. */
export function warmUpRoutes({ db }: Dependencies): Route[] {
  return [
    defineRoute({
      method: 'post',
      path: '/lanes/:name/warm-ups',
      tag: 'Lanes',
      summary: 'Begin to warm a From domain up: a ceiling for each day, which grows on clean days',
      creates: true,
      params: z.strictObject({ name: lane }),
      query: none,
      body: jsonBody(newWarmUpSchema),
      answers: {
        201: { description: 'Begun: today is the first day of its plan.', body: warmUpSchema },
        409: { description: 'It is under way already.' },
      },
      async handle({ params, body: { domain } }): Promise<Reply> {
        const started = await startWarmUp(db, { domain, lane: params.name });
        if (started === 'no-lane') return notFound('lane');
        const warmUp = (await listWarmUps(db, params.name)).find((one) => one.domain === domain);
        if (started === 'under-way' || warmUp === undefined) {
          return refuse('conflict', `${domain} is being warmed up in this lane already; end that first to begin anew.`);
        }
        return { kind: 'json', status: 201, body: warmUpView(warmUp) };
      },
    }),
    defineRoute({
      method: 'delete',
      path: '/lanes/:name/warm-ups/:domain',
      tag: 'Lanes',
      summary: 'End a warm-up: no ceiling from now on',
      params: z.strictObject({ name: lane, domain: domainValue }),
      query: none,
      body: noBody,
      answers: { 204: { description: 'Ended. Batches that were put off to tomorrow stay so.' } },
      async handle({ params }) {
        const stopped = await stopWarmUp(db, { domain: params.domain, lane: params.name });
        return stopped === 'stopped' ? { kind: 'empty' } : notFound('warm-up');
      },
    }),
  ];
}
