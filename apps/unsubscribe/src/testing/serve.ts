import { connect } from 'node:net';
import { tokenReader } from '@hikyaku/suppression';
import type { Dependencies } from '../dependencies.ts';
import { listen } from '../listen.ts';
import { createServer } from '../server.ts';
import { keyring } from './scene.ts';

/** The app on a free port, and what it logged. */
export type Served = { url: string; port: number; lines: string[]; close: () => Promise<void> };

/** Serves the app as its process does, over a database of the test's own. */
export async function serve(deps: Pick<Dependencies, 'db'> & Partial<Dependencies>): Promise<Served> {
  const lines: string[] = [];
  const write = (facts: object, event?: string): void => void lines.push(JSON.stringify({ event, ...facts }));
  const app = createServer({
    readToken: tokenReader(keyring),
    log: { info: write, warn: write, error: write },
    publicUrl: 'https://mail.kumo.example',
    trustProxy: false,
    ...deps,
  });
  const listening = await listen(app, { host: '127.0.0.1', port: 0 });
  const { port } = listening;
  return { url: `http://127.0.0.1:${port}`, port, lines, close: () => listening.drain(1_000) };
}

/** Writes these bytes to a socket and reads until the server ends it: requests that no HTTP library would make. */
export async function exchange(port: number, request: string | Buffer): Promise<string> {
  const socket = connect(port, '127.0.0.1');
  const received: Buffer[] = [];
  await new Promise<void>((resolve, reject) => {
    socket.on('data', (chunk: Buffer) => void received.push(chunk));
    socket.once('end', resolve);
    socket.once('error', reject);
    socket.write(request);
  });
  socket.destroy();
  return Buffer.concat(received).toString('utf8');
}

/** The status number of a raw answer. */
export function statusOf(answer: string): number {
  return Number(/^HTTP\/1\.1 (\d{3}) /.exec(answer)?.[1]);
}
