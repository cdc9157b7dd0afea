import { connect, createServer, type Socket } from 'node:net';

/** A way to a database that tests may take away: `cut` refuses and breaks connections, `silence` leaves them open and unanswered, `mend` lets all through. */
export type Severable = { url: string; cut(): void; silence(): void; mend(): void; close(): Promise<void> };

/** Opens a relay on loopback before the database of a url. */
export async function severable(url: string): Promise<Severable> {
  const target = new URL(url);
  const sockets = new Set<Socket>();
  let state: 'open' | 'cut' | 'silent' = 'open';
  const keep = (socket: Socket): Socket => {
    sockets.add(socket);
    return socket.on('error', () => {}).once('close', () => sockets.delete(socket));
  };
  const server = createServer((here) => {
    keep(here);
    if (state === 'cut') return here.destroy();
    const there = keep(connect(Number(target.port), target.hostname));
    for (const [from, to] of [
      [here, there],
      [there, here],
    ] as const) {
      from.on('data', (bytes) => {
        if (state === 'open') to.write(bytes);
      });
      from.once('close', () => to.destroy());
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const relayed = new URL(url);
  relayed.host = `127.0.0.1:${typeof address === 'object' ? address?.port : 0}`;
  const breakAll = () => {
    for (const socket of sockets) socket.destroy();
  };
  return {
    url: relayed.href,
    cut: () => {
      state = 'cut';
      breakAll();
    },
    silence: () => {
      state = 'silent';
    },
    mend: () => {
      // What was swallowed in silence is missing: those conversations cannot go on.
      if (state === 'silent') breakAll();
      state = 'open';
    },
    close: async () => {
      breakAll();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
