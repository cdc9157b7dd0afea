import { TlsFailedError } from './dial.ts';
import type { Server } from './server.ts';
import { beginSession, type Session } from './session.ts';
import type { Timeouts } from './timeouts.ts';

/**
 * Begins a session, or throws what stands in its way. Where TLS is optional, a server whose TLS is broken gets letters in the clear
 * (RFC 7435), as one without TLS does.
 */
export async function reach(server: Server, ehloName: string, timeouts: Timeouts): Promise<Session> {
  const begin = (tlsFailure?: string) => beginSession({ server, ehloName, timeouts, tlsFailure });
  return begin().catch((error: unknown) => {
    if (server.tls.mode === 'required' || !(error instanceof TlsFailedError)) throw error;
    return begin(error.message);
  });
}
