import { createServer, type Server, type Socket } from 'node:net';

/** What a scripted server does at a stage: answers, or breaks the connection. */
export type Script = {
  greeting?: string;
  /** A reply, or `break` to cut the connection. */
  mail?: string;
  rcpt?: string;
  data?: string;
  dot?: string;
  /** Answers per connection after which it closes without a word. */
  lettersPerConnection?: number;
};

/** A letter that reached the final dot. */
export type Received = { from: string; to: string; body: string };

/** A small SMTP server whose every answer is chosen, so that each way a transmission can end is met. Speaks PIPELINING. */
export type ScriptedServer = {
  port: number;
  received: Received[];
  connections: () => number;
  close: () => Promise<void>;
};

/** Starts one on a free port of loopback. */
export async function scriptedServer(script: Script): Promise<ScriptedServer> {
  const received: Received[] = [];
  const sockets = new Set<Socket>();
  let connections = 0;
  const server = createServer((socket) => {
    connections += 1;
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => {});
    converse(socket, script, received);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { port: portOf(server), received, connections: () => connections, close: () => closeAll(server, sockets) };
}

function converse(socket: Socket, script: Script, received: Received[]): void {
  let buffer = '';
  let letter: Received | undefined;
  // A transaction is open from MAIL to the dot or to RSET, whatever RCPT and DATA were answered (RFC 5321 §4.1.1.2).
  let begun = false;
  let inBody = false;
  let carried = 0;
  const answer = (text: string) => socket.write(`${text}\r\n`);
  const act = (what: string | undefined, usual: string): boolean => {
    if (what === 'break') {
      socket.destroy();
      return false;
    }
    answer(what ?? usual);
    return (what ?? usual) < '4';
  };
  answer(script.greeting ?? '220 scripted ESMTP');
  socket.setEncoding('latin1');
  socket.on('data', (chunk) => {
    buffer += String(chunk);
    for (;;) {
      const end = buffer.indexOf(inBody ? '\r\n.\r\n' : '\r\n');
      if (end < 0) return;
      const text = buffer.slice(0, end);
      buffer = buffer.slice(end + (inBody ? 5 : 2));
      if (inBody) finish(text);
      else command(text);
    }
  });

  function finish(body: string): void {
    inBody = false;
    begun = false;
    if (letter) received.push({ ...letter, body });
    if (script.dot === 'break') {
      socket.destroy();
      return;
    }
    answer(script.dot ?? '250 2.0.0 kept');
    carried += 1;
    if (carried === script.lettersPerConnection) socket.end();
  }

  function command(line: string): void {
    const verb = line.slice(0, 4).toUpperCase();
    if (verb === 'EHLO') answer('250-scripted\r\n250-PIPELINING\r\n250 ENHANCEDSTATUSCODES');
    else if (verb === 'MAIL') {
      if (begun) answer('503 5.5.1 nested MAIL');
      else if (act(script.mail, '250 2.1.0 go on')) {
        begun = true;
        letter = { from: line.slice(10), to: '', body: '' };
      }
    } else if (verb === 'RCPT') {
      if (letter === undefined) answer('503 5.5.1 no sender');
      else if (act(script.rcpt, '250 2.1.5 go on')) letter.to = line.slice(8);
      else letter = undefined;
    } else if (verb === 'DATA') {
      if (letter === undefined) answer('503 5.5.1 no recipient');
      else inBody = act(script.data, '354 go on');
    } else if (verb === 'QUIT') {
      answer('221 bye');
      socket.end();
    } else {
      if (verb === 'RSET') begun = false;
      answer('250 2.0.0 fine');
    }
  }
}

function portOf(server: Server): number {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The server has no port.');
  return address.port;
}

function closeAll(server: Server, sockets: Set<Socket>): Promise<void> {
  for (const socket of sockets) socket.destroy();
  return new Promise((resolve) => server.close(() => resolve()));
}
