import { type BeforeDot, type Line, LineUnavailableError, type Transport } from '../transport.ts';
import type { Relay } from './relay.ts';
import { dialogue } from './smtp/dialogue.ts';
import { TlsFailedError } from './smtp/dial.ts';
import { beginSession, type Session } from './smtp/session.ts';
import { standardTimeouts, type Timeouts } from './smtp/timeouts.ts';
import { wireLetter } from './smtp/wire-letter.ts';

/** What a way out may be given beside its relay. `report` is told what `tls=testing` is there to find, whenever it changes. */
export type PipeliningOptions = { timeouts?: Timeouts; report?: (shortfall: string) => void };

/**
 * The way out through a smarthost on our own SMTP client, for the hot path: a letter is two writes and one round trip more than its
 * answer where the server knows PIPELINING, and nothing is copied. `ehloName` is what it calls itself, a domain or an address literal.
 */
export function pipeliningTransport(
  relay: Relay,
  ehloName: string,
  { timeouts = standardTimeouts, report = () => {} }: PipeliningOptions = {},
): Transport {
  if (!/^[\w.:[\]-]+$/.test(ehloName))
    throw new Error(`EHLO_NAME is ${JSON.stringify(ehloName)}: write a domain name.`);
  let reported: string | undefined;
  return {
    async open() {
      const session = await reach(relay, ehloName, timeouts);
      if (relay.tls.mode === 'testing' && session.tlsShortfall !== reported) {
        reported = session.tlsShortfall;
        if (reported !== undefined) report(`${relay.host}:${relay.port}: ${reported}`);
      }
      return pipeliningLine(session, timeouts);
    },
  };
}

/** Where TLS is optional, a server whose TLS is broken gets letters in the clear (RFC 7435), as one without TLS does. */
async function reach(relay: Relay, ehloName: string, timeouts: Timeouts): Promise<Session> {
  const begin = (tlsFailure?: string) => beginSession({ relay, ehloName, timeouts, tlsFailure });
  try {
    return await begin().catch((error: unknown) => {
      if (relay.tls.mode === 'required' || !(error instanceof TlsFailedError)) throw error;
      return begin(error.message);
    });
  } catch (error) {
    throw new LineUnavailableError(`${relay.host}:${relay.port}`, error);
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
      const ready = wireLetter(letter, session.extensions);
      if (!ready.ok) return ready.refusal;
      const options = { timeouts, resetFirst: state === 'reset', lineWasFresh };
      state = 'busy';
      lineWasFresh = false;
      try {
        const carried = await dialogue(session, ready.letter, beforeDot, options);
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
