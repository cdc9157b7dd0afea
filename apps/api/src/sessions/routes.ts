import { findWorkspace } from '@hikyaku/campaigns';
import { changeOwnPassword, endSession, listSessions, sessionOf, signIn } from '@hikyaku/sign-in';
import { z } from 'zod';
import type { Dependencies } from '../dependencies.ts';
import { jsonBody } from '../http/body.ts';
import type { Caller } from '../http/caller.ts';
import { noBody } from '../http/payload.ts';
import { problemOf } from '../http/problem.ts';
import { invalid, notFound, ok, type Reply, refuse } from '../http/reply.ts';
import { defineOpenRoute, defineRoute, none, type Route } from '../http/route.ts';
import { noSessionCookie, sessionCookie } from '../http/session-cookie.ts';
import { idValue } from '../http/value.ts';
import { ownPasswordSchema, sessionsSchema, sessionView, signInSchema, whoSchema, whoView } from './schema.ts';

const tag = 'Sessions';

/** /session and /sessions: how people come in, and how they leave. Programs use API keys. */
export function sessionRoutes({ db }: Dependencies): Route[] {
  const who = async (caller: Caller): Promise<z.infer<typeof whoSchema> | undefined> => {
    const workspace = await findWorkspace(db, caller.workspaceId);
    return workspace && whoView(caller, workspace);
  };
  return [
    defineOpenRoute({
      method: 'post',
      path: '/session',
      tag,
      summary: 'Sign in: the session is a cookie that no script can read',
      params: none,
      query: none,
      body: jsonBody(signInSchema),
      answers: {
        201: { description: 'Signed in.', body: whoSchema },
        401: { description: 'This address and password open nothing.' },
        429: { description: 'Too many attempts; Retry-After says for how long.' },
      },
      async handle({ body, visitor }) {
        const { network, userAgent, secure } = visitor;
        const made = await signIn(db, { ...body, network, userAgent });
        if (made.kind === 'too-many') return tooMany(made.retryAfterSeconds);
        const holder = made.kind === 'wrong' ? undefined : await sessionOf(db, made.token);
        if (made.kind === 'wrong' || holder === undefined) return wrong();
        const headers = { 'Set-Cookie': sessionCookie(made.token, secure) };
        return { kind: 'json', status: 201, body: await who({ kind: 'session', ...holder }), headers };
      },
    }),
    defineRoute({
      method: 'get',
      path: '/session',
      tag,
      summary: 'Who asks, and for which workspace',
      params: none,
      query: none,
      body: noBody,
      answers: { 200: { description: 'The user (or none, for an API key) and the workspace.', body: whoSchema } },
      async handle({ caller }) {
        const found = await who(caller);
        return found === undefined ? notFound('workspace') : ok(found);
      },
    }),
    defineRoute({
      method: 'delete',
      path: '/session',
      tag,
      summary: 'Sign out: end the session of this request',
      params: none,
      query: none,
      body: noBody,
      answers: { 204: { description: 'Ended.' }, 409: { description: 'An API key is no session.' } },
      async handle({ caller, visitor }) {
        if (caller.kind === 'key') return noSession();
        await endSession(db, caller.userId, caller.sessionId);
        return { kind: 'empty', headers: { 'Set-Cookie': noSessionCookie(visitor.secure) } };
      },
    }),
    defineRoute({
      method: 'post',
      path: '/session/password',
      tag,
      summary: "Change one's own password; all other sessions of the user end",
      params: none,
      query: none,
      body: jsonBody(ownPasswordSchema),
      answers: {
        204: { description: 'Changed.' },
        409: { description: 'An API key has no password.' },
        422: { description: 'The current password is another one, or the next cannot be taken.' },
        429: { description: 'Too many attempts; Retry-After says for how long.' },
      },
      async handle({ caller, body, visitor: { network } }) {
        if (caller.kind === 'key') return noSession();
        const changed = await changeOwnPassword(db, caller, { ...body, network });
        switch (changed.kind) {
          case 'changed':
            return { kind: 'empty' };
          case 'too-many':
            return tooMany(changed.retryAfterSeconds);
          case 'wrong':
            return invalid([{ pointer: '/current', detail: 'This is not your current password.' }]);
          case 'problem':
            return invalid([{ pointer: '/next', detail: changed.message }]);
        }
      },
    }),
    defineRoute({
      method: 'get',
      path: '/sessions',
      tag,
      summary: 'The sessions of the user who asks, the last used first',
      params: none,
      query: none,
      body: noBody,
      answers: {
        200: { description: 'Those that have not ended.', body: sessionsSchema },
        409: { description: 'An API key has none.' },
      },
      async handle({ caller }) {
        if (caller.kind === 'key') return noSession();
        const sessions = await listSessions(db, caller.userId);
        return ok({ items: sessions.map((one) => sessionView(one, one.id === caller.sessionId)), nextCursor: null });
      },
    }),
    defineRoute({
      method: 'delete',
      path: '/sessions/:id',
      tag,
      summary: "End one of the user's sessions, for instance of a device that was lost",
      params: z.strictObject({ id: idValue('session') }),
      query: none,
      body: noBody,
      answers: { 204: { description: 'Ended.' }, 409: { description: 'An API key has none.' } },
      async handle({ caller, params }) {
        if (caller.kind === 'key') return noSession();
        return (await endSession(db, caller.userId, params.id)) ? { kind: 'empty' } : notFound('session');
      },
    }),
  ];
}

function wrong(): Reply {
  const problem = problemOf('wrong-sign-in', 'Nobody signs in with this address and password.');
  return { kind: 'problem', problem, headers: { 'WWW-Authenticate': 'Bearer realm="hikyaku"' } };
}

function tooMany(seconds: number): Reply {
  const minutes = Math.ceil(seconds / 60);
  const problem = problemOf(
    'too-many-attempts',
    `Too many attempts have failed; the next is looked at in ${minutes} minute${minutes === 1 ? '' : 's'}.`,
  );
  return { kind: 'problem', problem, headers: { 'Retry-After': String(seconds) } };
}

function noSession(): Reply {
  return refuse('conflict', 'This request carries an API key, which has no sessions; sign in instead.');
}
