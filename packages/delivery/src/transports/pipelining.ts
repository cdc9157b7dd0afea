import { type BeforeDot, type Line, LineUnavailableError, type Transport } from '../transport.ts';
import type { Relay } from './relay.ts';
import { dialogue } from './smtp/dialogue.ts';
import { TlsFailedError } from './smtp/dial.ts';
import { refusedHere } from './smtp/refused-here.ts';
import { beginSession, type Session } from './smtp/session.ts';
import { standardTimeouts, type Timeouts } from './smtp/timeouts.ts';

/**
 * The way out through a smarthost on our own SMTP client, for the hot path: a letter is two writes and one round trip more than its
 * answer where the server knows PIPELINING, and nothing is copied. `ehloName` is what it calls itself, a domain or an address literal.
 */
export function pipeliningTransport(relay: Relay, ehloName: string, timeouts: Timeouts = standardTimeouts): Transport {
  if (!/^[\w.:[\]-]+$/.test(ehloName))
    throw new Error(`EHLO_NAME is ${JSON.stringify(ehloName)}: write a domain name.`);
  return { open: () => openLine(relay, ehloName, timeouts) };
}

async function openLine(relay: Relay, ehloName: string, timeouts: Timeouts): Promise<Line> {
  const options = { relay, ehloName, timeouts };
  try {
    return pipeliningLine(
      await withTlsIfPossible((startTls) => beginSession({ ...options, startTls }), relay),
      timeouts,
    );
  } catch (error) {
    throw new LineUnavailableError(`${relay.host}:${relay.port}`, error);
  }
}

/** Where TLS is optional, a server whose TLS is broken gets letters in the clear (RFC 7435), as one without TLS does. */
async function withTlsIfPossible(begin: (startTls: boolean) => Promise<Session>, relay: Relay): Promise<Session> {
  try {
    return await begin(true);
  } catch (error) {
    if (relay.requireTls || !(error instanceof TlsFailedError)) throw error;
    return begin(false);
  }
}

function pipeliningLine(session: Session, timeouts: Timeouts): Line {
  const { wire } = session;
  let state: 'ready' | 'reset' | 'busy' | 'lost' = 'ready';
  let lineWasFresh = true;
  return {
    get usable() {
      return wire.open && (state === 'ready' || state === 'reset');
    },
    close() {
      state = 'lost';
      wire.leave();
    },
    async transmit(letter, beforeDot: BeforeDot) {
      if (state === 'busy') throw new Error('A line carries one letter at a time.');
      const refused = refusedHere(letter, session.extensions);
      if (refused !== undefined) return refused;
      const options = { timeouts, resetFirst: state === 'reset', lineWasFresh };
      state = 'busy';
      lineWasFresh = false;
      try {
        const carried = await dialogue(session, letter, beforeDot, options);
        state = carried.line;
        return carried.transmission;
      } catch (error) {
        state = 'lost';
        wire.cut('the letter could not be carried');
        throw error;
      }
    },
  };
}
