import { createServer } from 'node:net';
import { freePort } from './free-port.ts';

/** A port that a person may choose, and the variable that chooses it. */
export type NamedPort = { variable: string; port: number };

/** One sentence for every named port that cannot be listened on, saying what to set instead; none when all are free. */
export async function takenPorts(ports: readonly NamedPort[], host: string): Promise<string[]> {
  const sentences: string[] = [];
  for (const [index, { variable, port }] of ports.entries()) {
    const twin = ports.slice(0, index).find((earlier) => earlier.port === port);
    const why = twin ? `is also ${twin.variable}'s` : await whyNot(port, host);
    if (why)
      sentences.push(
        `Port ${port} ${why}: set ${variable} to a free port, for instance ${variable}=${await freePort()}.`,
      );
  }
  return sentences;
}

async function whyNot(port: number, host: string): Promise<string | undefined> {
  // localhost means ::1 first to many programs: somebody who listens there alone would answer in our place.
  for (const address of host === '127.0.0.1' ? [host, '::1'] : [host]) {
    const code = await listenError(port, address);
    if (code === 'EADDRINUSE') return 'is taken by another program';
    if (code === 'EACCES') return 'may not be opened by this user';
    if (code !== undefined && address === host) return `cannot be opened on HOST ${host} (${code})`;
  }
  return undefined;
}

function listenError(port: number, host: string): Promise<string | undefined> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
    server.listen({ port, host, exclusive: true }, () => server.close(() => resolve(undefined)));
  });
}
