import type { Log } from '@hikyaku/log';
import type { RequestHandler } from 'express';
import { loggedNetwork } from './client-network.ts';

/** One line per answer. The path is told by its kind alone, since a token stands in it (TOK-2). */
export function accessLog(log: Log): RequestHandler {
  return (request, response, next) => {
    const begunAtMs = performance.now();
    const path = pathKind(request.path);
    response.once('close', () => {
      log.info(
        {
          method: request.method,
          path,
          status: response.statusCode,
          tookMs: Math.round(performance.now() - begunAtMs),
          network: loggedNetwork(request.ip),
          ...(response.writableFinished ? {} : { brokenOff: true }),
        },
        'answered',
      );
    });
    next();
  };
}

const plainPaths = ['/', '/healthz', '/readyz', '/robots.txt'];

function pathKind(path: string): string {
  const [, door] = /^\/([upc])\//i.exec(path) ?? [];
  if (door !== undefined) return `/${door.toLowerCase()}/…`;
  return plainPaths.includes(path) ? path : '/…';
}
