import { createServer, type RequestListener, type Server } from 'node:http';

/** A listening app. `drain` takes no new request, finishes those under way, and cuts off what is left after `mostMs`. */
export type Listening = { port: number; drain: (mostMs: number) => Promise<void> };

/** Listens; rejects when the port or host cannot be had. Slow senders of requests are cut off, so that none holds a socket for long. */
export async function listen(app: RequestListener, at: { host: string; port: number }): Promise<Listening> {
  const server = createServer({ requestTimeout: 15_000, headersTimeout: 10_000, keepAliveTimeout: 65_000 }, app);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(at, resolve);
  });
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : at.port;
  return { port, drain: (mostMs) => drain(server, mostMs) };
}

async function drain(server: Server, mostMs: number): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  // A connection whose answer goes out now would stay open for the next request.
  const idle = setInterval(() => server.closeIdleConnections(), 20);
  const enough = setTimeout(() => server.closeAllConnections(), mostMs);
  await closed;
  clearInterval(idle);
  clearTimeout(enough);
}
