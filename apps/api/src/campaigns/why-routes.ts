import { why } from '@hikyaku/campaigns';
import { addressKey, parseAddress } from '@hikyaku/message';
import { z } from 'zod';
import { emailValue } from '../contacts/schema.ts';
import type { Dependencies } from '../dependencies.ts';
import { noBody } from '../http/payload.ts';
import { notFound, ok, refuse } from '../http/reply.ts';
import { defineRoute, type Route } from '../http/route.ts';
import { idValue } from '../http/value.ts';
import { whySchema, whyView } from './why-schema.ts';

/** May this campaign's letter go to this address, and why not? */
export function whyRoutes({ db, pepper }: Dependencies): Route[] {
  return [
    defineRoute({
      method: 'get',
      path: '/campaigns/:id/why',
      tag: 'Campaigns',
      summary: "Whether a campaign's letter may go to an address, with every reason why not, its date and its source",
      params: z.strictObject({ id: idValue('campaign') }),
      query: z.strictObject({ email: emailValue }),
      body: noBody,
      answers: { 200: { description: 'The answer of the gate and of the freeze.', body: whySchema } },
      async handle({ caller, params, query: { email } }) {
        const parsed = parseAddress(email);
        if (!parsed.ok) return refuse('malformed', parsed.reason, [{ parameter: 'email', detail: parsed.reason }]);
        const told = await why(db, caller.workspaceId, params.id, addressKey(pepper, parsed.address));
        return told === undefined ? notFound('campaign') : ok(whyView(told));
      },
    }),
  ];
}
