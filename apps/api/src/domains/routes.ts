import {
  checkSenderDomain,
  listSenderDomains,
  makeSenderKey,
  registerSenderDomain,
  retireSenderKey,
} from '@hikyaku/campaigns';
import { z } from 'zod';
import { campaignProblemReply } from '../campaigns/problem-reply.ts';
import type { Dependencies } from '../dependencies.ts';
import { jsonBody } from '../http/body.ts';
import { noBody } from '../http/payload.ts';
import { conflict } from '../http/refusals.ts';
import { created, notFound, ok, type Reply } from '../http/reply.ts';
import { defineRoute, none, type Route } from '../http/route.ts';
import { idValue } from '../http/value.ts';
import {
  checkedDomainSchema,
  domainSchema,
  domainsSchema,
  domainView,
  findingView,
  newDomainSchema,
  newKeySchema,
} from './schema.ts';

const tag = 'Domains';
const one = z.strictObject({ id: idValue('senderDomain') });
const oneKey = z.strictObject({ id: idValue('senderDomain'), keyId: idValue('dkimKey') });

/** /domains: what the workspace's letters come from, and the keys they are signed with. */
export function domainRoutes({ db, keyring, resolver, mailPaths }: Dependencies): Route[] {
  const found = async (workspaceId: string, id: string, reply: (body: unknown) => Reply): Promise<Reply> => {
    const [domain] = await listSenderDomains(db, workspaceId, id);
    return domain === undefined ? notFound('domain') : reply(domainView(domain));
  };
  return [
    defineRoute({
      method: 'get',
      path: '/domains',
      tag,
      summary: 'The domains that the workspace sends from, by name',
      params: none,
      query: none,
      body: noBody,
      answers: { 200: { description: 'The domains.', body: domainsSchema } },
      async handle({ caller }) {
        const domains = await listSenderDomains(db, caller.workspaceId);
        return ok({ items: domains.map(domainView), nextCursor: null });
      },
    }),
    defineRoute({
      method: 'post',
      path: '/domains',
      tag,
      summary: 'Add a domain to send from, with a first DKIM key; publish its record before letters go',
      creates: true,
      params: none,
      query: none,
      body: jsonBody(newDomainSchema),
      answers: { 201: { description: 'The domain with its key.', body: domainSchema } },
      async handle({ caller, body }) {
        const made = await registerSenderDomain(db, keyring, caller.workspaceId, body.domain);
        if (made.kind === 'problems') return campaignProblemReply(made);
        return found(caller.workspaceId, made.id, created);
      },
    }),
    defineRoute({
      method: 'post',
      path: '/domains/:id/check',
      tag,
      summary: 'Ask DNS about a domain now; a key that waited to be seen there signs from then on',
      params: one,
      query: none,
      body: noBody,
      answers: { 200: { description: 'What was found, and what to do.', body: checkedDomainSchema } },
      async handle({ caller, params }) {
        const checked = await checkSenderDomain({ db, resolver, paths: mailPaths }, caller.workspaceId, params.id);
        if (checked.kind === 'not-found') return notFound('domain');
        return ok({ domain: domainView(checked.domain), findings: checked.findings.map(findingView) });
      },
    }),
    defineRoute({
      method: 'post',
      path: '/domains/:id/keys',
      tag,
      summary:
        'Make a further DKIM key; it signs once a check has seen its record in DNS, where a key stands before it',
      creates: true,
      params: one,
      query: none,
      body: jsonBody(newKeySchema),
      answers: { 201: { description: 'The domain with its keys.', body: domainSchema } },
      async handle({ caller: { workspaceId }, params, body: { algorithm } }) {
        const [domain] = await listSenderDomains(db, workspaceId, params.id);
        if (domain === undefined) return notFound('domain');
        const wanted = { workspaceId, domain: domain.domain, algorithm, onceSeen: true };
        const made = await makeSenderKey(db, keyring, wanted);
        return made.kind === 'problems' ? campaignProblemReply(made) : found(workspaceId, params.id, created);
      },
    }),
    defineRoute({
      method: 'delete',
      path: '/domains/:id/keys/:keyId',
      tag,
      summary: 'Retire a DKIM key; leave its record in DNS for some days',
      params: oneKey,
      query: none,
      body: noBody,
      answers: {
        200: { description: 'The domain with its keys.', body: domainSchema },
        409: { description: 'It is the last that every receiver knows.' },
      },
      async handle({ caller: { workspaceId }, params: { id, keyId } }) {
        const retired = await retireSenderKey(db, workspaceId, { domainId: id, keyId });
        switch (retired.kind) {
          case 'not-found':
            return notFound('key');
          case 'last':
            return conflict('last-key');
          case 'retired':
            return found(workspaceId, id, ok);
        }
      },
    }),
  ];
}
