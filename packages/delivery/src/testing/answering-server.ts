import { createServer, type Socket } from 'node:net';
import { TLSSocket } from 'node:tls';
import { type Certificate, selfSigned } from './certificate.ts';

/** What a client did: said a command, or sent a letter to its final dot (dots still stuffed). */
export type Said = { kind: 'command'; line: string } | { kind: 'letter'; body: string };

/** How the server behaves; what is left out is usual. */
export type Behaviour = {
  /** Sent as it is, as all answers are; empty for a server that never greets. */
  greeting?: string;
  extensions?: string[];
  extensionsUnderTls?: string[];
  /** The answer, `break` to cut the connection, or undefined for the usual one. */
  answer?: (said: Said) => string | undefined;
  /** Takes over the socket when DATA was answered with 354: nothing after it is read for an answer. */
  duringLetter?: (socket: Socket) => void;
  /** Puts an answer on the wire; in one write unless told otherwise. */
  send?: (socket: Socket, text: string) => void;
  /** What it shows when TLS begins; one that signed itself unless told otherwise. */
  certificate?: Certificate;
  /** TLS from the first octet. */
  secure?: boolean;
  /** Agrees to STARTTLS and then does not understand it. */
  brokenTls?: boolean;
};

/** A server whose answers are computed, down to the octet; each thing that was said is kept, by connection. */
export type AnsweringServer = {
  port: number;
  /** What each connection heard, in order. */
  heard: Said[][];
  /** The same as octets, one entry for each that were read at once; in clear text, after TLS too. */
  chunks: string[][];
  /** How many connections are there now. */
  connected: () => number;
  close: () => Promise<void>;
};

/** Starts one on a free port of loopback. */
export async function answeringServer(
  behaviour: Behaviour = {},
  listenAddress = '127.0.0.1',
): Promise<AnsweringServer> {
  const heard: Said[][] = [];
  const chunks: string[][] = [];
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket)).on('error', () => {});
    const log = { heard: [] as Said[], chunks: [] as string[] };
    heard.push(log.heard);
    chunks.push(log.chunks);
    socket.setNoDelay(true);
    converse(
      behaviour.secure ? underTls(socket, behaviour) : socket,
      behaviour,
      log,
      behaviour.greeting ?? '220 here\r\n',
    );
  });
  await new Promise<void>((resolve) => server.listen(0, listenAddress, resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The server has no port.');
  const close = (): Promise<void> => {
    for (const socket of sockets) socket.destroy();
    return new Promise((resolve) => server.close(() => resolve()));
  };
  return { port: address.port, heard, chunks, connected: () => sockets.size, close };
}

function converse(
  socket: Socket,
  behaviour: Behaviour,
  log: { heard: Said[]; chunks: string[] },
  greeting: string,
): void {
  const send = behaviour.send ?? ((to, text) => to.write(text, 'latin1'));
  let buffer = '';
  let inLetter = false;
  socket.on('error', () => {});
  send(socket, greeting);
  socket.on('data', onData);

  function onData(chunk: Buffer): void {
    log.chunks.push(chunk.toString('latin1'));
    buffer += chunk.toString('latin1');
    for (let said = next(); said !== undefined && !socket.destroyed; said = next()) {
      log.heard.push(said);
      react(said);
    }
  }

  function next(): Said | undefined {
    if (inLetter && buffer.startsWith('.\r\n')) return take('', 3);
    const end = buffer.indexOf(inLetter ? '\r\n.\r\n' : '\r\n');
    return end < 0 ? undefined : take(buffer.slice(0, end), end + (inLetter ? 5 : 2));
  }

  function take(text: string, length: number): Said {
    buffer = buffer.slice(length);
    return inLetter ? { kind: 'letter', body: text } : { kind: 'command', line: text };
  }

  function react(said: Said): void {
    const answer = behaviour.answer?.(said) ?? usualAnswer(said, socket, behaviour);
    if (answer === 'break') {
      socket.destroy();
      return;
    }
    send(socket, answer);
    const verb = said.kind === 'command' ? said.line.toUpperCase() : '';
    inLetter = verb === 'DATA' && answer.startsWith('354');
    if (inLetter && behaviour.duringLetter) {
      socket.off('data', onData);
      behaviour.duringLetter(socket);
    }
    if (verb === 'QUIT') socket.end();
    if (verb === 'STARTTLS' && answer.startsWith('220')) {
      socket.off('data', onData);
      if (behaviour.brokenTls) socket.on('data', () => socket.write('this is not TLS\r\n'));
      else converse(underTls(socket, behaviour), behaviour, log, '');
    }
  }
}

function usualAnswer(said: Said, socket: Socket, behaviour: Behaviour): string {
  if (said.kind === 'letter') return '250 2.0.0 kept\r\n';
  const verb = said.line.slice(0, 4).toUpperCase();
  if (verb === 'EHLO') {
    const plain = behaviour.extensions ?? ['PIPELINING', 'ENHANCEDSTATUSCODES'];
    const offered = socket instanceof TLSSocket ? (behaviour.extensionsUnderTls ?? plain) : plain;
    return ['here', ...offered].map((line, index) => `250${index === offered.length ? ' ' : '-'}${line}\r\n`).join('');
  }
  const usual: Record<string, string> = {
    DATA: '354 go on\r\n',
    QUIT: '221 2.0.0 bye\r\n',
    STAR: '220 2.0.0 go on\r\n',
    AUTH: '235 2.7.0 welcome\r\n',
  };
  return usual[verb] ?? '250 2.0.0 fine\r\n';
}

function underTls(socket: Socket, { certificate = selfSigned }: Behaviour): Socket {
  return new TLSSocket(socket, { isServer: true, cert: certificate.cert, key: certificate.key });
}
