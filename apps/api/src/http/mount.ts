import type { Db } from '@hikyaku/database';
import { type NextFunction, type Request, Router } from 'express';
import { problemOf } from './problem.ts';
import type { ApiResponse } from './request-log.ts';
import { refuse, send } from './reply.ts';
import type { Route } from './route.ts';

/** A router of these routes: 405 with Allow for other methods of a known address, 404 for unknown addresses. */
export function mount(db: Db, routes: readonly Route[]): Router {
  const router = Router({ caseSensitive: true, strict: true });
  for (const [path, there] of Map.groupBy(routes, (route) => route.path)) {
    for (const route of there) {
      router[route.method](path, async (request: Request, response: ApiResponse) => {
        response.locals.route = `/api/v1${path}`;
        const gone = goneOf(response);
        try {
          const { reply, caller } = await route.serve(db, request, gone);
          if (caller !== undefined) response.locals.caller = caller;
          await send(response, reply, response.locals.requestId);
        } catch (error) {
          // Nobody is there to be told.
          if (!gone.aborted || error !== gone.reason) throw error;
        }
      });
    }
    router.all(path, async (request: Request, response: ApiResponse) => {
      response.locals.route = `/api/v1${path}`;
      const allow = allowed(there);
      const problem = problemOf('method-not-allowed', `${request.method} is not known here; use ${allow}.`);
      await send(response, { kind: 'problem', problem, headers: { Allow: allow } }, response.locals.requestId);
    });
  }
  router.use(async (_request: Request, response: ApiResponse, _next: NextFunction) => {
    await send(response, refuse('not-found', 'The API has no such address.'), response.locals.requestId);
  });
  return router;
}

/** Aborted when the connection ends before the answer has been written. */
function goneOf(response: ApiResponse): AbortSignal {
  const gone = new AbortController();
  response.once('close', () => {
    if (!response.writableFinished) gone.abort();
  });
  return gone.signal;
}

function allowed(routes: readonly Route[]): string {
  const methods = routes.map((route) => route.method.toUpperCase());
  return [...methods, ...(methods.includes('GET') ? ['HEAD'] : [])].sort().join(', ');
}
