import { createHash } from 'node:crypto';
import type { Db } from '@hikyaku/database';
import type { Request } from 'express';
import { z } from 'zod';
import { callerOf, crossSite, isRefusal } from './authenticate.ts';
import type { Caller } from './caller.ts';
import { isIdempotencyKey, once } from './idempotency.ts';
import type { Payload } from './payload.ts';
import { type Reply, refuse } from './reply.ts';
import { sentFrom } from './same-origin.ts';
import { parameterProblems } from './value-problems.ts';

/** The methods of the API. */
export type Method = 'get' | 'post' | 'patch' | 'delete';

/** What one status of a route means, and the shape of its body. */
export type Answer = {
  description: string;
  body?: z.ZodType | 'text/csv' | 'text/event-stream' | 'text/html' | 'image/*';
};

/** A request whose every part has been read and found well-formed. */
export type Asked<Params, Query, Body, By = Caller> = {
  caller: By;
  visitor: Visitor;
  params: Params;
  query: Query;
  body: Body;
  /** Aborted when whoever asked has gone away before they were answered: what only they wanted to know can be left. */
  signal: AbortSignal;
};

/** Where a request came from: a network address, a program that names itself, and whether by https. */
export type Visitor = { network: string; userAgent: string; secure: boolean };

/** What is said of a route: below /api/v1, with `:name` for each parameter. `creates` makes it honour Idempotency-Key. */
export type RouteFacts = {
  method: Method;
  path: string;
  tag: string;
  summary: string;
  creates: boolean;
  answers: Readonly<Record<number, Answer>>;
};

/** A route as its author writes it. Every schema is strict: what it does not name is refused. */
export type RouteDefinition<Params extends z.ZodObject, Query extends z.ZodObject, Body, By = Caller> = Omit<
  RouteFacts,
  'creates'
> & {
  creates?: boolean;
  params: Params;
  query: Query;
  body: Payload<Body>;
  handle(asked: Asked<z.output<Params>, z.output<Query>, Body, By>): Promise<Reply>;
};

/** An answered request, and whose it was, once that is known. */
export type Served = { reply: Reply; caller?: Caller };

/** A route with its types sealed in: what the server mounts, and what the API's document is written from. */
export type Route = RouteFacts & {
  params: z.ZodObject;
  query: z.ZodObject;
  body: Omit<Payload<unknown>, 'receive'>;
  serve(db: Db, request: Request, signal: AbortSignal): Promise<Served>;
};

/** No parameters, or no query. */
export const none = z.strictObject({});

/** Defines a route. Its handler sees only well-formed requests of somebody who may ask; who may not learns nothing of what exists. */
export function defineRoute<Params extends z.ZodObject, Query extends z.ZodObject, Body>(
  route: RouteDefinition<Params, Query, Body>,
): Route {
  return {
    ...route,
    creates: route.creates ?? false,
    async serve(db, request, signal) {
      const caller = await callerOf(db, request);
      if (isRefusal(caller)) return { reply: caller };
      return { reply: await answer(db, route, { request, caller, signal }), caller };
    },
  };
}

/** Defines a route that anybody may ask, because it is the door itself. */
export function defineOpenRoute<Params extends z.ZodObject, Query extends z.ZodObject, Body>(
  route: Omit<RouteDefinition<Params, Query, Body, undefined>, 'creates'>,
): Route {
  return {
    ...route,
    creates: false,
    async serve(db, request, signal) {
      if (sentFrom(request) === 'elsewhere') return { reply: crossSite() };
      return { reply: await answer(db, route, { request, caller: undefined, signal }) };
    },
  };
}

async function answer<Params extends z.ZodObject, Query extends z.ZodObject, Body, By extends Caller | undefined>(
  db: Db,
  route: RouteDefinition<Params, Query, Body, By>,
  { request, caller, signal }: { request: Request; caller: By; signal: AbortSignal },
): Promise<Reply> {
  const params = route.params.safeParse(request.params);
  if (!params.success) return refuse('not-found', 'There is no such thing in this workspace: the id is none of ours.');
  const query = route.query.safeParse(request.query);
  if (!query.success) return badQuery(query.error);
  const key = route.creates ? request.get('Idempotency-Key') : undefined;
  if (key !== undefined && !isIdempotencyKey(key)) return badKey();

  const body = await route.body.receive(request);
  if (!body.ok) return body.reply;
  try {
    const visitor = visitorOf(request);
    const asked = { caller, visitor, params: params.data, query: query.data, body: body.value, signal };
    const handle = () => route.handle(asked);
    if (key === undefined || caller === undefined) return await handle();
    const requestHash = createHash('sha256')
      .update(`${request.method} ${request.originalUrl}\n`)
      .update(body.hash)
      .digest();
    return await once(db, { workspaceId: caller.workspaceId, key, requestHash }, handle);
  } finally {
    await body.discard();
  }
}

function visitorOf(request: Request): Visitor {
  return { network: request.ip ?? '', userAgent: request.get('User-Agent') ?? '', secure: request.secure };
}

function badQuery(error: z.ZodError): Reply {
  const errors = parameterProblems(error);
  return refuse('malformed', errors[0]?.detail ?? 'The query cannot be read.', errors);
}

function badKey(): Reply {
  const detail = 'Idempotency-Key must be 1 to 255 printable ASCII characters without spaces.';
  return refuse('malformed', detail, [{ header: 'Idempotency-Key', detail }]);
}
