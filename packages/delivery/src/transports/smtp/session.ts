import { isLoopback, type Relay } from '../relay.ts';
import { dial, encrypt } from './dial.ts';
import { type Extensions, noExtensions, parseExtensions } from './extensions.ts';
import { logIn } from './login.ts';
import type { RawReply } from './reply-reader.ts';
import type { Timeouts } from './timeouts.ts';
import { openWire, type Wire } from './wire.ts';

/** A connection that is ready for letters. */
export type Session = { wire: Wire; extensions: Extensions };

/** What a session is begun with. `startTls` false leaves an offered STARTTLS alone: only after it failed, and where TLS is optional. */
export type SessionOptions = { relay: Relay; ehloName: string; timeouts: Timeouts; startTls: boolean };

/** Connect, greeting, EHLO, STARTTLS and EHLO again, AUTH. Throws what stands in the way, as the end of a sentence about the server. */
export async function beginSession(options: SessionOptions): Promise<Session> {
  const { relay, timeouts } = options;
  let wire = openWire(await dial(relay, timeouts.connectMs), 1);
  try {
    await greeting(wire, timeouts);
    let extensions = await introduce(wire, options);
    if (!wire.encrypted) {
      const encrypted = await startTls(wire, extensions, options);
      if (encrypted !== undefined) {
        wire = encrypted;
        // Nothing said before counts any more (RFC 3207 §4.2).
        extensions = await introduce(wire, options);
      }
    }
    if (relay.auth) {
      await logIn(wire, extensions, relay.auth, wire.encrypted || isLoopback(relay.host), timeouts.commandMs);
    }
    return { wire, extensions };
  } catch (error) {
    wire.cut('the session did not begin');
    throw error;
  }
}

async function greeting(wire: Wire, timeouts: Timeouts): Promise<void> {
  const reply = await answer(wire, timeouts.greetingMs);
  if (reply.code !== 220) throw new Error(`its greeting is ${wordsOf(reply)}`);
}

/** EHLO, or HELO where the server does not know EHLO. */
async function introduce(wire: Wire, { ehloName, timeouts }: SessionOptions): Promise<Extensions> {
  wire.say(`EHLO ${ehloName}\r\n`, 1);
  const ehlo = await answer(wire, timeouts.commandMs);
  if (isYes(ehlo)) return parseExtensions(ehlo.lines);
  if (ehlo.code < 500) throw new Error(`it answers EHLO with ${wordsOf(ehlo)}`);
  wire.say(`HELO ${ehloName}\r\n`, 1);
  const helo = await answer(wire, timeouts.commandMs);
  if (!isYes(helo)) throw new Error(`it answers HELO with ${wordsOf(helo)}`);
  return noExtensions;
}

/** The encrypted wire, or undefined when letters go in the clear. */
async function startTls(wire: Wire, extensions: Extensions, options: SessionOptions): Promise<Wire | undefined> {
  const { relay, timeouts } = options;
  if (!extensions.startTls) {
    if (relay.requireTls) throw new Error('it does not offer STARTTLS, and TLS is required');
    return undefined;
  }
  if (!options.startTls) return undefined;
  // Said alone: whatever followed would be in the clear.
  wire.say('STARTTLS\r\n', 1);
  const reply = await answer(wire, timeouts.commandMs);
  if (reply.code !== 220) {
    if (relay.requireTls) throw new Error(`it answers STARTTLS with ${wordsOf(reply)}, and TLS is required`);
    return undefined;
  }
  return openWire(await encrypt(wire.release(), relay, timeouts.connectMs), 0);
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
