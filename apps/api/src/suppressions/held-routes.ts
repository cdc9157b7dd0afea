import { decideHeld, listHeld } from '@hikyaku/suppression';
import { z } from 'zod';
import type { Dependencies } from '../dependencies.ts';
import { noBody } from '../http/payload.ts';
import { notFound, ok } from '../http/reply.ts';
import { defineRoute, none, type Route } from '../http/route.ts';
import { domainValue, timeView } from '../http/value.ts';

const named = z.strictObject({ domain: domainValue });
const heldSchema = z
  .strictObject({
    domain: z.string(),
    addresses: z.int(),
    since: timeView,
    evidence: z.string().meta({ description: 'What the receiver said last, without addresses.' }),
  })
  .meta({
    id: 'HeldSuppressions',
    description: 'Addresses that took letters before and that their receiver now calls invalid.',
  });
const decidedSchema = z.strictObject({ domain: z.string(), addresses: z.int() });

/** /suppressions/held: what is not given up before somebody has looked at it, by receiver. */
export function heldRoutes({ db }: Dependencies): Route[] {
  const decide = (decision: 'released' | 'discarded', verb: string, summary: string) =>
    defineRoute({
      method: 'post',
      path: `/suppressions/held/:domain/${verb}`,
      tag: 'Suppressions',
      summary,
      params: named,
      query: none,
      body: noBody,
      answers: {
        200: {
          description: 'Decided, and recorded for each address with the name of the caller.',
          body: decidedSchema,
        },
      },
      async handle({ caller, params: { domain } }) {
        const addresses = await decideHeld(db, { workspaceId: caller.workspaceId, domain, decision, by: caller.name });
        return addresses === 0 ? notFound('held address of that domain') : ok({ domain, addresses });
      },
    });
  return [
    defineRoute({
      method: 'get',
      path: '/suppressions/held',
      tag: 'Suppressions',
      summary: 'Receivers that suddenly call many known addresses invalid: these are held instead of given up',
      params: none,
      query: none,
      body: noBody,
      answers: {
        200: {
          description: 'What is held, by receiver.',
          body: z.strictObject({ items: z.array(heldSchema), nextCursor: z.null() }),
        },
      },
      async handle({ caller: { workspaceId } }) {
        const held = await listHeld(db, { workspaceId });
        return ok({ items: held.map((one) => ({ ...one, since: one.since.toISOString() })), nextCursor: null });
      },
    }),
    decide('released', 'release', 'Believe the receiver: give its held addresses up after all'),
    decide('discarded', 'discard', 'Do not believe the receiver: go on writing to its held addresses'),
  ];
}
