import { isLoopback } from '../tls-demand.ts';
import { certificateProblem, dial, encrypt } from './dial.ts';
import { type Extensions, noExtensions, parseExtensions } from './extensions.ts';
import { logIn } from './login.ts';
import type { RawReply } from './reply-reader.ts';
import type { Server } from './server.ts';
import type { Timeouts } from './timeouts.ts';
import { openWire, type Wire } from './wire.ts';

/** A connection that is ready for letters; `tlsShortfall` is what required TLS would have refused it for. */
export type Session = {
  wire: Wire;
  extensions: Extensions;
  tlsShortfall: string | undefined;
  /** Such as `TLSv1.3`; undefined in the clear. */
  tlsVersion: string | undefined;
};

/** What a session is begun with. `tlsFailure`: why an offered STARTTLS is left alone, where TLS is optional and has failed. */
export type SessionOptions = { server: Server; ehloName: string; timeouts: Timeouts; tlsFailure: string | undefined };

/** The server said no before anything was asked of it; `lines` is its reply, codes included. */
export class SessionRefusedError extends Error {
  readonly lines: string;
  constructor(when: string, reply: RawReply) {
    super(`${when} ${wordsOf(reply)}`);
    this.name = 'SessionRefusedError';
    this.lines = reply.lines;
  }
}

/** TLS is required of the server, and it does not come to that. */
export class TlsOwedError extends Error {
  constructor(shortfall: string) {
    super(`${shortfall}, and TLS is required`);
    this.name = 'TlsOwedError';
  }
}

/** Connect, greeting, EHLO, STARTTLS and EHLO again, AUTH. Throws what stands in the way, as the end of a sentence about the server. */
export async function beginSession(options: SessionOptions): Promise<Session> {
  const { server, timeouts } = options;
  let wire = openWire(await dial(server, timeouts.connectMs), 1);
  try {
    await greeting(wire, timeouts);
    let extensions = await introduce(wire, options);
    let tlsShortfall: string | undefined;
    if (!wire.encrypted) {
      const started = await startTls(wire, extensions, options);
      tlsShortfall = started.shortfall;
      if (started.wire !== undefined) {
        wire = started.wire;
        // Nothing said before counts any more (RFC 3207 §4.2).
        extensions = await introduce(wire, options);
      } else if (server.tls.mode === 'required') throw new TlsOwedError(started.shortfall);
    }
    if (server.auth) {
      await logIn(wire, extensions, server.auth, wire.encrypted || isLoopback(server.host), timeouts.commandMs);
    }
    if (!wire.open) throw new Error('it spoke without being asked, or is gone already');
    return { wire, extensions, tlsShortfall, tlsVersion: wire.tlsVersion };
  } catch (error) {
    wire.cut('the session did not begin');
    throw error;
  }
}

async function greeting(wire: Wire, timeouts: Timeouts): Promise<void> {
  const reply = await answer(wire, timeouts.greetingMs);
  if (reply.code !== 220) throw new SessionRefusedError('its greeting is', reply);
}

/** EHLO, or HELO where the server does not know EHLO. */
async function introduce(wire: Wire, { ehloName, timeouts }: SessionOptions): Promise<Extensions> {
  wire.say(`EHLO ${ehloName}\r\n`, 1);
  const ehlo = await answer(wire, timeouts.commandMs);
  if (isYes(ehlo)) return parseExtensions(ehlo.lines);
  if (ehlo.code < 500) throw new SessionRefusedError('it answers EHLO with', ehlo);
  wire.say(`HELO ${ehloName}\r\n`, 1);
  const helo = await answer(wire, timeouts.commandMs);
  if (!isYes(helo)) throw new SessionRefusedError('it answers HELO with', helo);
  return noExtensions;
}

type Started = { wire: Wire; shortfall: string | undefined } | { wire: undefined; shortfall: string };

/** The encrypted wire; without one, letters go in the clear. */
async function startTls(wire: Wire, extensions: Extensions, options: SessionOptions): Promise<Started> {
  const { server, timeouts } = options;
  if (!extensions.startTls) return { wire: undefined, shortfall: 'it does not offer STARTTLS' };
  if (options.tlsFailure !== undefined) return { wire: undefined, shortfall: options.tlsFailure };
  // Said alone: whatever followed would be in the clear.
  wire.say('STARTTLS\r\n', 1);
  const reply = await answer(wire, timeouts.commandMs);
  if (reply.code !== 220) return { wire: undefined, shortfall: `it answers STARTTLS with ${wordsOf(reply)}` };
  const encrypted = await encrypt(wire.release(), server, timeouts.connectMs);
  return { wire: openWire(encrypted, 0), shortfall: certificateProblem(encrypted.socket, server) };
}

async function answer(wire: Wire, withinMs: number): Promise<RawReply> {
  const heard = await wire.hear(withinMs);
  if (heard.kind === 'lost') throw new Error(heard.error);
  return heard;
}

function isYes(reply: RawReply): boolean {
  return reply.code >= 200 && reply.code < 300;
}

function wordsOf(reply: RawReply): string {
  return JSON.stringify(reply.lines.slice(0, 200));
}
