import { errorFacts } from '@hikyaku/log';
import express, { type Express, type NextFunction, type Request, type RequestHandler } from 'express';
import helmet from 'helmet';
import { consoleHome, consoleRoutes } from './console/routes.ts';
import type { Dependencies } from './dependencies.ts';
import { health } from './health.ts';
import { failureReply } from './http/failure.ts';
import { mount } from './http/mount.ts';
import { type ApiResponse, requestLog } from './http/request-log.ts';
import { refuse, send, statusOf } from './http/reply.ts';
import { type Metrics, openMetrics } from './metrics.ts';
import { openApiDocument } from './openapi.ts';
import { pages } from './pages/routes.ts';
import { apiRoutes } from './routes.ts';

/** The whole app, ready to listen. It holds nothing that must be closed but what it was given. */
export function createServer(deps: Dependencies, metrics: Metrics = openMetrics(deps.db)): Express {
  const routes = apiRoutes(deps);
  const document = JSON.stringify(openApiDocument(routes));
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  app.set('trust proxy', deps.trustProxy);

  app.use(requestLog(deps.log, metrics), securityHeaders);
  app.use(health(deps, metrics));
  app.get('/api/v1/openapi.json', (_request: Request, response: ApiResponse) => {
    response.locals.route = '/api/v1/openapi.json';
    response.type('application/json').send(document);
  });
  app.use('/api/v1', mount(deps.db, routes));
  app.use(consoleHome(deps.consoleFolder), pages(routes, deps.mailboxUrl), consoleRoutes(deps.consoleFolder));
  app.use(async (_request: Request, response: ApiResponse) => {
    await send(response, refuse('not-found', 'There is nothing at this address.'), response.locals.requestId);
  });
  app.use(lastResort(deps));
  return app;
}

/** Nothing is cached, framed, sniffed or loaded from elsewhere. */
const securityHeaders: RequestHandler[] = [
  helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        styleSrc: ["'self'"],
        frameAncestors: ["'none'"],
        baseUri: ["'none'"],
        formAction: ["'none'"],
      },
    },
    referrerPolicy: { policy: 'no-referrer' },
    frameguard: { action: 'deny' },
    strictTransportSecurity: false,
  }),
  (_request, response, next) => {
    response.set('Cache-Control', 'no-store');
    next();
  },
];

/** A client that went away, a service that is away, or a mistake of ours: a problem document, and the facts in the log. */
function lastResort({ log }: Dependencies) {
  return async (error: unknown, request: Request, response: ApiResponse, next: NextFunction): Promise<void> => {
    const { requestId } = response.locals;
    if (request.destroyed && !request.complete) return next(error);
    const reply = failureReply(error);
    if (statusOf(reply) >= 500) log.error({ requestId, ...errorFacts(error) }, 'request failed');
    if (response.headersSent) return next(error);
    await send(response, reply, requestId);
  };
}
