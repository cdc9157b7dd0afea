import { randomUUID } from 'node:crypto';
import { publicId } from '@hikyaku/database';
import type { Log } from '@hikyaku/log';
import type { NextFunction, Request, Response } from 'express';
import type { Caller } from './caller.ts';
import type { Metrics } from '../metrics.ts';

/** What is known of a request while it is answered. `route` is its pattern: the address itself may hold a mail address. */
export type Locals = { requestId: string; route: string; caller?: Caller };

/** A response of this app. */
export type ApiResponse = Response<unknown, Locals>;

/** Gives each request an id (or takes the caller's X-Request-Id), and writes one line and one measurement when it is answered. */
export function requestLog(log: Log, metrics: Metrics) {
  return (request: Request, response: ApiResponse, next: NextFunction): void => {
    const begunAtMs = performance.now();
    const given = request.get('X-Request-Id') ?? '';
    response.locals.requestId = /^[\w.-]{8,64}$/.test(given) ? given : randomUUID();
    response.locals.route = 'other';
    response.set('X-Request-Id', response.locals.requestId);
    response.once('close', () => {
      const { route, requestId, caller } = response.locals;
      const tookMs = performance.now() - begunAtMs;
      metrics.answered({ method: request.method, route, status: response.statusCode, tookMs });
      log.info(
        {
          requestId,
          method: request.method,
          route,
          status: response.statusCode,
          tookMs: Math.round(tookMs),
          ...(caller === undefined
            ? {}
            : { workspace: publicId('workspace', caller.workspaceId), ...identity(caller) }),
          // Somebody who tries keys is told by the network they come from.
          ...(response.statusCode === 401 ? { from: request.ip } : {}),
          ...(response.writableFinished ? {} : { brokenOff: true }),
        },
        'answered',
      );
    });
    next();
  };
}

function identity(caller: Caller): Record<string, string> {
  return caller.kind === 'key'
    ? { apiKey: publicId('apiKey', caller.keyId) }
    : { user: publicId('user', caller.userId), session: publicId('session', caller.sessionId) };
}
