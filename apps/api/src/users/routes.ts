import { addUser, listUsers, newPassword, removeUser, resetPassword } from '@hikyaku/sign-in';
import { z } from 'zod';
import type { Dependencies } from '../dependencies.ts';
import { jsonBody } from '../http/body.ts';
import { noBody } from '../http/payload.ts';
import { conflict } from '../http/refusals.ts';
import { created, invalid, notFound, ok } from '../http/reply.ts';
import { defineRoute, none, type Route } from '../http/route.ts';
import { idValue } from '../http/value.ts';
import { handedPasswordSchema, newUserSchema, usersSchema, userView } from './schema.ts';

const tag = 'Users';
const one = z.strictObject({ id: idValue('user') });

/** /users: the people who may sign in to the workspace's console. */
export function userRoutes({ db }: Dependencies): Route[] {
  return [
    defineRoute({
      method: 'get',
      path: '/users',
      tag,
      summary: "The workspace's users, oldest first",
      params: none,
      query: none,
      body: noBody,
      answers: { 200: { description: 'The users.', body: usersSchema } },
      async handle({ caller }) {
        return ok({ items: (await listUsers(db, caller.workspaceId)).map(userView), nextCursor: null });
      },
    }),
    defineRoute({
      method: 'post',
      path: '/users',
      tag,
      // No Idempotency-Key: answers under one are kept, and this one holds a secret.
      summary: 'Let somebody in; the answer is the one time their first password is shown',
      params: none,
      query: none,
      body: jsonBody(newUserSchema),
      answers: { 201: { description: 'The user, and the password to hand to them.', body: handedPasswordSchema } },
      async handle({ caller: { workspaceId }, body }) {
        const password = newPassword();
        const added = await addUser(db, { workspaceId, ...body, password });
        if (added.kind === 'problem') return invalid([{ pointer: `/${added.field}`, detail: added.message }]);
        return created({ user: userView(added.user), password });
      },
    }),
    defineRoute({
      method: 'post',
      path: '/users/:id/password',
      tag,
      summary: 'Give somebody a new password, shown this once; their sessions end',
      params: one,
      query: none,
      body: noBody,
      answers: { 200: { description: 'The password to hand to them.', body: handedPasswordSchema } },
      async handle({ caller: { workspaceId }, params }) {
        const password = newPassword();
        const reset = await resetPassword(db, workspaceId, { userId: params.id, password });
        const user = (await listUsers(db, workspaceId)).find(({ id }) => id === params.id);
        return reset && user !== undefined ? ok({ user: userView(user), password }) : notFound('user');
      },
    }),
    defineRoute({
      method: 'delete',
      path: '/users/:id',
      tag,
      summary: 'Let somebody in no more: their sessions end at once',
      params: one,
      query: none,
      body: noBody,
      answers: {
        204: { description: 'Removed.' },
        409: { description: 'It is the one who asks, or the last who could sign in.' },
      },
      async handle({ caller, params }) {
        if (caller.kind === 'session' && caller.userId === params.id) {
          return conflict('own-user');
        }
        switch (await removeUser(db, caller.workspaceId, params.id)) {
          case 'unknown':
            return notFound('user');
          case 'last':
            return conflict('last-user');
          case 'removed':
            return { kind: 'empty' };
        }
      },
    }),
  ];
}
