import { findContact } from '@hikyaku/audience';
import { nextLetters, story } from '@hikyaku/campaigns';
import { publicId } from '@hikyaku/database';
import { z } from 'zod';
import { stopSchema, stopView } from '../campaigns/why-schema.ts';
import type { Dependencies } from '../dependencies.ts';
import { limitParameter } from '../http/page.ts';
import { noBody } from '../http/payload.ts';
import { notFound, ok } from '../http/reply.ts';
import { defineRoute, none, type Route } from '../http/route.ts';
import { idValue, idView } from '../http/value.ts';
import { storySchema, storyView } from './story-schema.ts';

const one = z.strictObject({ id: idValue('contact') });

const nextLettersSchema = z.strictObject({
  items: z.array(
    z
      .strictObject({
        list: idView('list'),
        name: z.string(),
        goes: z.boolean(),
        notMeant: z.enum(['unconfirmed', 'left']).nullable(),
        stops: z.array(stopSchema),
      })
      .meta({ id: 'NextLetter', description: "Whether this list's next newsletter would reach them, and why not." }),
  ),
  nextCursor: z.null(),
});

/** What happened to a person so far, and whether the next newsletter would reach them. */
export function contactStoryRoutes({ db }: Dependencies): Route[] {
  return [
    defineRoute({
      method: 'get',
      path: '/contacts/:id/story',
      tag: 'Contacts',
      summary: 'What happened to a person: consent, lists, letters, leaving, bounces; latest first',
      params: one,
      query: z.strictObject({
        cursor: z
          .string()
          .regex(/^\d{1,18}$/, 'cursor is none that an earlier page gave as nextCursor.')
          .optional(),
        limit: limitParameter,
      }),
      body: noBody,
      answers: { 200: { description: 'A page of their story.', body: storySchema } },
      async handle({ caller: { workspaceId }, params, query: { cursor, limit } }) {
        const contact = await findContact(db, workspaceId, params.id);
        if (contact === undefined) return notFound('contact');
        const entries = await story(db, contact, { before: cursor, limit: limit + 1 });
        return ok(storyView(entries, limit));
      },
    }),
    defineRoute({
      method: 'get',
      path: '/contacts/:id/next-letters',
      tag: 'Contacts',
      summary: 'Whether the next newsletter of each of their lists would reach a person, with every reason why not',
      params: one,
      query: none,
      body: noBody,
      answers: { 200: { description: 'By the question that the gate asks.', body: nextLettersSchema } },
      async handle({ caller: { workspaceId }, params }) {
        const contact = await findContact(db, workspaceId, params.id);
        if (contact === undefined) return notFound('contact');
        const letters = await nextLetters(db, contact);
        const items = letters.map(({ listId, listName, stops, ...rest }) => ({
          list: publicId('list', listId),
          name: listName,
          ...rest,
          stops: stops.map(stopView),
        }));
        return ok({ items, nextCursor: null });
      },
    }),
  ];
}
