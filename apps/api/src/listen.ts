import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';

/** A listening app. `drain` takes no new request, finishes those under way, and cuts off what is left after `mostMs`. */
export type Listening = { port: number; drain(mostMs: number): Promise<void> };

/** Listens; rejects when the port or the host cannot be had. A request may take ten minutes to come whole: files are uploaded. */
export async function listen(app: RequestListener, { host, port }: { host: string; port: number }): Promise<Listening> {
  const server = createServer({ requestTimeout: 600_000, headersTimeout: 10_000, keepAliveTimeout: 65_000 }, app);
  server.listen({ host, port });
  await once(server, 'listening');
  const address = server.address();
  return {
    port: typeof address === 'object' && address !== null ? address.port : port,
    drain: (mostMs) => drain(server, mostMs),
  };
}

async function drain(server: Server, mostMs: number): Promise<void> {
  const closed = once(server, 'close');
  server.close();
  const cutOff = setTimeout(() => server.closeAllConnections(), mostMs);
  // An answer that goes out now leaves its connection open for the next request; close() looks only once.
  const sweep = setInterval(() => server.closeIdleConnections(), 25);
  await closed;
  clearTimeout(cutOff);
  clearInterval(sweep);
}
