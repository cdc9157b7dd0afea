import { parseSmtpReply } from '@hikyaku/message';
import { LineUnavailableError, type Transport } from '../transport.ts';
import type { Relay } from './relay.ts';
import { pipeliningLine } from './smtp/pipelining-line.ts';
import { reach } from './smtp/reach.ts';
import { SessionRefusedError } from './smtp/session.ts';
import { standardTimeouts, type Timeouts } from './smtp/timeouts.ts';

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
      const session = await reach(relay, ehloName, timeouts).catch((error: unknown) => {
        const reply = error instanceof SessionRefusedError ? parseSmtpReply(error.lines) : undefined;
        throw new LineUnavailableError(`${relay.host}:${relay.port}`, error, reply);
      });
      if (relay.tls.mode === 'testing' && session.tlsShortfall !== reported) {
        reported = session.tlsShortfall;
        if (reported !== undefined) report(`${relay.host}:${relay.port}: ${reported}`);
      }
      return pipeliningLine(session, timeouts);
    },
  };
}
