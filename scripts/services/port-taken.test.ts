import { once } from 'node:events';
import { createServer, type Server } from 'node:net';
import { describe, expect, it } from '@jest/globals';
import { freePort } from './free-port.ts';
import { takenPorts } from './port-taken.ts';

async function listening(host: string): Promise<{ server: Server; port: number }> {
  const server = createServer().listen(0, host);
  await once(server, 'listening');
  const address = server.address();
  return { server, port: address !== null && typeof address === 'object' ? address.port : 0 };
}

describe('takenPorts', () => {
  it('names the port and the variable to set, with a port that is free', async () => {
    const { server, port } = await listening('127.0.0.1');
    const free = { variable: 'API_PORT', port: await freePort() };
    const sentences = await takenPorts([free, { variable: 'MAILBOX_PORT', port }], '127.0.0.1');
    expect(sentences).toHaveLength(1);
    expect(sentences[0]).toMatch(
      new RegExp(
        `^Port ${port} is taken by another program: set MAILBOX_PORT to a free port, for instance MAILBOX_PORT=\\d+\\.$`,
      ),
    );
    server.close();
  });

  it('sees a program that listens on every address', async () => {
    const { server, port } = await listening('0.0.0.0');
    expect(await takenPorts([{ variable: 'API_PORT', port }], '127.0.0.1')).toHaveLength(1);
    server.close();
  });

  it('finds two variables that name the same port', async () => {
    const port = await freePort();
    const sentences = await takenPorts(
      [
        { variable: 'API_PORT', port },
        { variable: 'UNSUBSCRIBE_PORT', port },
      ],
      '127.0.0.1',
    );
    expect(sentences[0]).toContain(`Port ${port} is also API_PORT's: set UNSUBSCRIBE_PORT`);
  });

  it('says nothing when all are free, and leaves them free', async () => {
    const ports = [{ variable: 'API_PORT', port: await freePort() }];
    expect(await takenPorts(ports, '127.0.0.1')).toEqual([]);
    expect(await takenPorts(ports, '127.0.0.1')).toEqual([]);
  });
});
