import { addContact, changeContact, deleteContact, findContact } from '@hikyaku/audience';
import { z } from 'zod';
import type { Dependencies } from '../dependencies.ts';
import { jsonBody } from '../http/body.ts';
import { noBody } from '../http/payload.ts';
import { created, notFound, ok } from '../http/reply.ts';
import { defineRoute, none, type Route } from '../http/route.ts';
import { idValue } from '../http/value.ts';
import { contactProblemReply } from './problem-reply.ts';
import { contactChangeSchema, contactSchema, contactView, newContactSchema } from './schema.ts';

const one = z.strictObject({ id: idValue('contact') });

/** /contacts: the people of a workspace. Nothing here can undo a suppression. */
export function contactRoutes({ db, pepper }: Dependencies): Route[] {
  return [
    defineRoute({
      method: 'post',
      path: '/contacts',
      tag: 'Contacts',
      summary: 'Add a person, or merge into the one who has this address',
      creates: true,
      params: none,
      query: none,
      body: jsonBody(newContactSchema),
      answers: {
        201: { description: 'The new contact.', body: contactSchema },
        200: { description: 'The contact that had this address already, merged.', body: contactSchema },
      },
      async handle({ caller, body: { confirm, ...person } }) {
        const added = await addContact(db, pepper, { workspaceId: caller.workspaceId, ...person }, { confirm });
        if (!added.ok) return contactProblemReply(added.problem, person.lists ?? []);
        return added.created ? created(contactView(added.contact)) : ok(contactView(added.contact));
      },
    }),
    defineRoute({
      method: 'get',
      path: '/contacts/:id',
      tag: 'Contacts',
      summary: 'One contact',
      params: one,
      query: none,
      body: noBody,
      answers: { 200: { description: 'The contact.', body: contactSchema } },
      async handle({ caller, params }) {
        const contact = await findContact(db, caller.workspaceId, params.id);
        return contact === undefined ? notFound('contact') : ok(contactView(contact));
      },
    }),
    defineRoute({
      method: 'patch',
      path: '/contacts/:id',
      tag: 'Contacts',
      summary: "Change a contact's address, fields or lists, all or nothing",
      params: one,
      query: none,
      body: jsonBody(contactChangeSchema),
      answers: {
        200: { description: 'The contact as it is now.', body: contactSchema },
        409: { description: 'Another contact has this address.' },
      },
      async handle({ caller, params, body }) {
        const changed = await changeContact(db, pepper, caller.workspaceId, params.id, body);
        return changed.ok ? ok(contactView(changed.contact)) : contactProblemReply(changed.problem, body.lists ?? []);
      },
    }),
    defineRoute({
      method: 'delete',
      path: '/contacts/:id',
      tag: 'Contacts',
      summary: 'Delete a contact; suppressions of the address stay',
      params: one,
      query: none,
      body: noBody,
      answers: { 204: { description: 'Gone.' } },
      async handle({ caller, params }) {
        return (await deleteContact(db, caller.workspaceId, params.id)) ? { kind: 'empty' } : notFound('contact');
      },
    }),
  ];
}
