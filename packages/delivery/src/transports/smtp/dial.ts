import { connect, isIP, type Socket } from 'node:net';
import { connect as connectTls, type TLSSocket } from 'node:tls';
import { isLoopback, type Relay } from '../relay.ts';

/** TLS could not be agreed upon with a server that had offered it. */
export class TlsFailedError extends Error {
  constructor(server: string, cause: unknown) {
    super(`${server} offers TLS, but it failed: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
    this.name = 'TlsFailedError';
  }
}

/** Connects to the relay; encrypted from the first octet where its URL says smtps. */
export async function dial(relay: Relay, withinMs: number): Promise<Socket> {
  const { host, port } = relay;
  const socket = relay.secure ? connectTls({ host, port, ...tlsOptions(relay) }) : connect({ host, port });
  await reached(socket, relay.secure ? 'secureConnect' : 'connect', withinMs);
  return socket.setNoDelay(true);
}

/** Begins TLS on a connected socket, after STARTTLS was agreed to. */
export async function encrypt(socket: Socket, relay: Relay, withinMs: number): Promise<TLSSocket> {
  // Faults of the connection are the TLS socket's to report from here on.
  socket.on('error', () => {});
  const encrypted = connectTls({ socket, ...tlsOptions(relay) });
  try {
    await reached(encrypted, 'secureConnect', withinMs);
  } catch (error) {
    throw new TlsFailedError(`${relay.host}:${relay.port}`, error);
  }
  return encrypted;
}

/**
 * A certificate is insisted on where TLS is: opportunistic TLS would else fall back to no TLS at all, which is worse (RFC 7435). On
 * this machine nobody stands in between.
 */
function tlsOptions(relay: Relay) {
  const insist = (relay.secure || relay.requireTls) && !isLoopback(relay.host);
  return {
    minVersion: 'TLSv1.2' as const,
    rejectUnauthorized: insist,
    ...(isIP(relay.host) === 0 ? { servername: relay.host } : {}),
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
