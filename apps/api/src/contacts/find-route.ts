import {
  type ContactPage,
  findContactByEmail,
  listContacts,
  type SearchPlace,
  searchContacts,
} from '@hikyaku/audience';
import { parseId, publicId } from '@hikyaku/database';
import { z } from 'zod';
import type { Dependencies } from '../dependencies.ts';
import { limitParameter, pageSchema, pageView } from '../http/page.ts';
import { noBody } from '../http/payload.ts';
import { ok, type Reply, refuse } from '../http/reply.ts';
import { defineRoute, none, type Route } from '../http/route.ts';
import { isStorableText } from '../http/storable.ts';
import { idValue } from '../http/value.ts';
import { contactSchema, contactView, emailValue } from './schema.ts';

const query = z.strictObject({
  email: emailValue.optional().meta({ description: 'This address, in any spelling.' }),
  search: z
    .string()
    .max(200)
    .refine(isStorableText, 'The text holds a NUL or half a character; remove it')
    .optional()
    .meta({
      description: 'What an address, its domain, a name or its last word begins with; @example.jp for a domain.',
    }),
  list: idValue('list').optional().meta({ description: 'People of this list alone.' }),
  state: z.enum(['pending', 'active', 'left']).optional().meta({ description: 'With `list`: of this state on it.' }),
  order: z.enum(['oldest', 'newest']).optional().meta({ description: 'Without `search`, whose order is its own.' }),
  cursor: z.string().max(2_000).optional().meta({ description: 'The nextCursor of the page before.' }),
  limit: limitParameter,
});

type Query = z.output<typeof query>;

/** GET /contacts: the person with an address, those whom a text finds, or all of them or of a list. */
export function findContactsRoute({ db, pepper }: Dependencies): Route {
  async function search(workspaceId: string, text: string, { list, cursor, limit }: Query): Promise<Reply> {
    const after = cursor === undefined ? undefined : readPlace(cursor);
    if (after === null) return badCursor();
    const page = await searchContacts(db, workspaceId, { text, listId: list, after, limit });
    return ok({ items: page.items.map(contactView), nextCursor: page.next && writePlace(page.next) });
  }

  async function browse(workspaceId: string, { list, state, order, cursor, limit }: Query): Promise<Reply> {
    const id = cursor === undefined ? undefined : parseId('contact', cursor);
    if (cursor !== undefined && id === undefined) return badCursor();
    const page: ContactPage = { cursor: id, limit, order, list: list === undefined ? undefined : { id: list, state } };
    return ok(pageView('contact', await listContacts(db, workspaceId, page), contactView));
  }

  return defineRoute({
    method: 'get',
    path: '/contacts',
    tag: 'Contacts',
    summary: 'The contact with an address, those whom a text finds, or all of them; of one list where it is named',
    params: none,
    query,
    body: noBody,
    answers: {
      200: {
        description: 'A page of contacts. A search of a list may give few for a page, or none, and still go on.',
        body: pageSchema(contactSchema),
      },
    },
    async handle({ caller: { workspaceId }, query: asked }) {
      const { email, search: text = '' } = asked;
      if (email === undefined) {
        return text.trim() === '' ? browse(workspaceId, asked) : search(workspaceId, text, asked);
      }
      const contact = await findContactByEmail(db, pepper, { workspaceId, email });
      return ok({ items: contact === undefined ? [] : [contactView(contact)], nextCursor: null });
    },
  });
}

/** A cursor holds what the last person was found under, and who that was. */
function writePlace({ key, id }: SearchPlace): string {
  return `${publicId('contact', id)}.${Buffer.from(key).toString('base64url')}`;
}

function readPlace(cursor: string): SearchPlace | null {
  const [contact = '', key = ''] = cursor.split('.');
  const id = parseId('contact', contact);
  const text = Buffer.from(key, 'base64url').toString();
  return id === undefined || !isStorableText(text) ? null : { key: text, id };
}

function badCursor(): Reply {
  const detail = 'cursor is none that an earlier page of the same question gave as nextCursor.';
  return refuse('malformed', detail, [{ parameter: 'cursor', detail }]);
}
