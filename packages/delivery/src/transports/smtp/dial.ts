import { connect, isIP, type Socket } from 'node:net';
import { checkServerIdentity, connect as connectTls, type PeerCertificate, type TLSSocket } from 'node:tls';
import type { Server } from './server.ts';

/** TLS could not be agreed upon with a server that had offered it. */
export class TlsFailedError extends Error {
  constructor(cause: unknown) {
    super(`it offers TLS, but that failed: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
    this.name = 'TlsFailedError';
  }
}

/** A connected socket, and how to hear on it: `take` is given what comes, as Latin-1; at once, what has come before. */
export type Dialled = { socket: Socket; listen: (take: (text: string) => void) => void };

/** Connects to a server; encrypted from the first octet where it wants that. */
export async function dial(server: Server, withinMs: number): Promise<Dialled> {
  const { host, port } = server;
  const dialled = server.secure
    ? overEvents(connectTls({ host, port, ...tlsOptions(server) }))
    : overOneEar(host, port);
  await reached(dialled.socket, server.secure ? 'secureConnect' : 'connect', withinMs);
  dialled.socket.setNoDelay(true);
  return dialled;
}

/** Begins TLS on a connected socket, after STARTTLS was agreed to. */
export async function encrypt(
  socket: Socket,
  server: Server,
  withinMs: number,
): Promise<Dialled & { socket: TLSSocket }> {
  // Faults of the connection are the TLS socket's to report from here on.
  socket.on('error', () => {});
  const encrypted = connectTls({ socket, ...tlsOptions(server) });
  try {
    await reached(encrypted, 'secureConnect', withinMs);
  } catch (error) {
    throw new TlsFailedError(error);
  }
  return overEvents(encrypted);
}

/**
 * Connects so that whatever comes is read into one piece of memory, the same for all connections, and taken from there at once. A
 * stream has 64 KB allocated for each read of some forty octets: 10 µs a letter.
 */
function overOneEar(host: string, port: number): Dialled {
  let take: ((text: string) => void) | undefined;
  let early = '';
  const callback = (octets: number) => {
    const text = ear.toString('latin1', 0, octets);
    if (take === undefined) early += text;
    else take(text);
    return true;
  };
  return {
    socket: connect({ host, port, onread: { buffer: ear, callback } }),
    listen(taker) {
      take = taker;
      if (early !== '') taker(early);
      early = '';
    },
  };
}

const ear = Buffer.alloc(16 * 1024);

function overEvents<Connected extends Socket>(socket: Connected): Dialled & { socket: Connected } {
  return { socket, listen: (take) => void socket.on('data', (chunk: Buffer) => take(chunk.toString('latin1'))) };
}

/** What is wrong with the certificate that a server showed, where its name matters. */
export function certificateProblem(socket: TLSSocket, { tls }: Server): string | undefined {
  if (socket.authorized || tls.mode === 'opportunistic' || tls.certificateName === undefined) return undefined;
  return `its certificate will not do: ${String(socket.authorizationError)}`;
}

/** What node's TLS is told. A certificate is insisted on where TLS is, since opportunistic TLS would else fall back to none (RFC 7435). */
export function tlsOptions({ host, name: called = host, tls }: Pick<Server, 'host' | 'name' | 'tls'>) {
  const name = (tls.mode === 'opportunistic' ? undefined : tls.certificateName) ?? called;
  return {
    minVersion: 'TLSv1.2' as const,
    rejectUnauthorized: tls.mode === 'required' && tls.certificateName !== undefined,
    // The name is said to the server (SNI) and looked for in its certificate; an address is only looked for.
    ...(isIP(name) === 0 ? { servername: name } : {}),
    checkServerIdentity: (_said: string, certificate: PeerCertificate) => checkServerIdentity(name, certificate),
  };
}

function reached(socket: Socket, event: 'connect' | 'secureConnect', withinMs: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const give = (error: Error): void => {
      settle();
      socket.on('error', () => {});
      socket.destroy();
      reject(error);
    };
    const onClose = (): void => give(new Error('the connection was closed'));
    const timer = setTimeout(() => give(new Error(`no connection within ${withinMs / 1000} s`)), withinMs);
    const onReached = (): void => {
      settle();
      resolve();
    };
    function settle(): void {
      clearTimeout(timer);
      socket.off(event, onReached).off('error', give).off('close', onClose);
    }
    socket.on(event, onReached).on('error', give).on('close', onClose);
  });
}
