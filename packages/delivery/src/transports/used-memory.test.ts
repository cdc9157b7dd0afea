import { once } from 'node:events';
import { createServer, type Server, type Socket } from 'node:net';
import { type TestDatabase, testDatabase } from '@hikyaku/database/testing';
import type { ClearedLetter } from '@hikyaku/suppression';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { clearEach } from '../testing/clear-each.ts';
import { pipeliningTransport } from './pipelining.ts';
import { parseRelay } from './relay.ts';

/** More than the kernel takes for a reader who does not read. */
const lines = 600_000;
let database: TestDatabase;
let letter: ClearedLetter;
beforeAll(async () => {
  database = await testDatabase();
  const envelope = { from: 'b+x@example.com', to: 'a@example.net' };
  const bytes = Buffer.from(`Subject: hi\r\n\r\n${'this is for one person\r\n'.repeat(lines)}`);
  ({ letter } = await clearEach(database.db, { letter: { envelope, bytes } }));
});
afterAll(() => database.drop());

/** Says yes to the first octets of a letter and reads no more of it until it is told to; `heard` is all that it has read by its end. */
async function hastyServer() {
  const sockets: Socket[] = [];
  const server: Server = createServer((socket) => {
    sockets.push(socket);
    socket.on('error', () => {});
    socket.write('220 hasty\r\n');
    let inLetter = false;
    socket.on('data', (chunk: Buffer) => {
      chunks.push(chunk);
      if (inLetter) return;
      const data = chunk.toString('latin1').startsWith('DATA');
      socket.write(data ? '354 go on\r\n' : '250 fine\r\n');
      if (!data) return;
      inLetter = true;
      socket.once('data', () => {
        socket.pause();
        socket.write('250 2.0.0 I have it all\r\n');
      });
    });
  });
  const chunks: Buffer[] = [];
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  return {
    port: typeof address === 'object' && address !== null ? address.port : 0,
    async heard(): Promise<string> {
      for (const socket of sockets) {
        if (socket.closed) continue;
        socket.resume();
        await once(socket, 'close');
      }
      server.close();
      return Buffer.concat(chunks).toString('latin1');
    },
  };
}

describe('pipeliningTransport', () => {
  it('reads a letter no more once it was answered, whatever is written over it then', async () => {
    const server = await hastyServer();
    const relay = parseRelay(`smtp://127.0.0.1:${server.port}`);
    const line = await pipeliningTransport(relay, 'mail.example.com').open();
    await line.transmit(letter, () => true);
    letter.bytes.fill('X');
    line.close();
    const heard = await server.heard();
    expect(heard).toContain('this is for one person');
    expect(heard).not.toContain('X');
  });
});
