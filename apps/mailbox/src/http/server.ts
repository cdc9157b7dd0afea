import { once } from 'node:events';
import http from 'node:http';
import { fileURLToPath } from 'node:url';
import express from 'express';
import type { ErrorRequestHandler, Express } from 'express';
import type { Archive } from '../archive.ts';
import type { Log } from '../log.ts';
import type { Receiver } from '../receiver.ts';
import { createApi } from './api.ts';
import { loopbackNames, pageHeaders, sameOrigin } from './guard.ts';
import { createPages } from './pages.ts';
import { problem } from './problem.ts';
import { createRender } from './render.ts';

/** What the HTTP side needs. */
export interface PageDeps {
  archive: Archive;
  receiver: Receiver;
  log: Log;
  host: string;
}

/** The HTTP side of the mailbox: pages, JSON API and /healthz. */
export function createServer(deps: PageDeps): Express {
  const app = express();
  app.disable('x-powered-by');
  app.use(pageHeaders);
  app.get('/healthz', (_request, response) => void response.json({ status: 'ok' }));
  app.use(loopbackNames(deps.host), sameOrigin);
  app.use('/assets', express.static(fileURLToPath(new URL('../assets', import.meta.url)), { cacheControl: false }));
  app.use('/api', createApi(deps));
  app.use(createPages({ ...deps, render: createRender() }));
  app.use(failed(deps.log));
  return app;
}

/** Listens; rejects with Node's own error when the port cannot be had. */
export async function openPage(deps: PageDeps & { port: number }): Promise<{ port: number; close(): Promise<void> }> {
  const server = http.createServer(createServer(deps));
  server.listen(deps.port, deps.host);
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : deps.port;
  deps.log('info', 'page open', { host: deps.host, port });
  return {
    port,
    async close() {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

/** Errors with a status of their own (a body that is no JSON, or too large) are the client's; the rest is ours. */
const failed =
  (log: Log): ErrorRequestHandler =>
  (error: unknown, _request, response, next) => {
    if (response.headersSent) return next(error);
    const status = statusOf(error);
    if (status >= 500) log('error', 'request failed', { message: String(error) });
    problem(
      response,
      status,
      status < 500 && error instanceof Error ? `${error.message}.` : 'Something went wrong here.',
    );
  };

const statusOf = (error: unknown): number =>
  typeof error === 'object' && error !== null && 'status' in error && typeof error.status === 'number'
    ? error.status
    : 500;
