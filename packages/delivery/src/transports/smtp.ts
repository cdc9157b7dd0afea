import { once } from 'node:events';
import { Readable } from 'node:stream';
import { parseSmtpReply, type SmtpReply } from '@hikyaku/message';
import type { ClearedLetter } from '@hikyaku/suppression';
import type SMTPConnection from 'nodemailer/lib/smtp-connection';
import type { SMTPConnectionOptions } from 'nodemailer/lib/smtp-connection';
import { type BeforeDot, type Line, LineUnavailableError, type Transmission, type Transport } from '../transport.ts';
import type { Relay } from './relay.ts';
import { tlsOptions } from './smtp/dial.ts';
import { standardTimeouts, type Timeouts } from './smtp/timeouts.ts';
import { wireLetter } from './smtp/wire-letter.ts';

/**
 * The way out through a smarthost, on nodemailer's SMTP client and lines of our own (its pool would resend behind the gate's back).
 * Of the times it knows three: to connect, for the greeting, and one for every other silence, which must be as long as the dot's.
 */
export function smtpTransport(relay: Relay, ehloName: string, timeouts: Timeouts = standardTimeouts): Transport {
  const required = relay.tls.mode === 'required';
  const options: SMTPConnectionOptions = {
    host: relay.host,
    port: relay.port,
    secure: relay.secure,
    requireTLS: required && !relay.secure,
    opportunisticTLS: !required,
    name: ehloName,
    connectionTimeout: timeouts.connectMs,
    greetingTimeout: timeouts.greetingMs,
    socketTimeout: timeouts.dotMs,
    tls: tlsOptions(relay),
  };
  return { open: () => openLine(options, relay) };
}

async function openLine(options: SMTPConnectionOptions, relay: Relay): Promise<Line> {
  const { default: Connection } = await import('nodemailer/lib/smtp-connection');
  const connection = new Connection(options);
  try {
    await connected(connection);
    if (relay.auth) await loggedIn(connection, relay.auth);
  } catch (error) {
    connection.on('error', () => {});
    // It says that TLS had begun and had not ended.
    const { upgrading } = connection;
    connection.close();
    // Where TLS is optional, a server whose TLS is broken gets letters in the clear (RFC 7435).
    if (options.opportunisticTLS && !options.ignoreTLS && upgrading) {
      return openLine({ ...options, ignoreTLS: true }, relay);
    }
    throw new LineUnavailableError(`${relay.host}:${relay.port}`, error);
  }
  return smtpLine(connection);
}

async function connected(connection: SMTPConnection): Promise<void> {
  const failed = once(connection, 'error').then(([error]) => Promise.reject(error));
  const ended = once(connection, 'end').then(() => Promise.reject(new Error('the connection was closed')));
  failed.catch(() => {});
  ended.catch(() => {});
  await Promise.race([new Promise<void>((resolve) => connection.connect(() => resolve())), failed, ended]);
}

function loggedIn(connection: SMTPConnection, auth: { user: string; pass: string }): Promise<void> {
  return new Promise((resolve, reject) => {
    connection.login({ user: auth.user, pass: auth.pass }, (error) => (error ? reject(error) : resolve()));
  });
}

function smtpLine(connection: SMTPConnection): Line {
  let usable = true;
  let carried = 0;
  const retire = () => {
    usable = false;
  };
  connection.on('error', retire);
  connection.on('end', retire);

  return {
    get usable() {
      return usable;
    },
    close() {
      usable = false;
      connection.quit();
    },
    async transmit(letter, beforeDot) {
      const ready = wireLetter(letter, { size: undefined });
      if (!ready.ok) return ready.refusal;
      const lineWasFresh = carried++ === 0;
      const body = withheldDot(letter, beforeDot, () => parseSmtpReply(connection.lastServerResponse || ''));
      const answer = await send(connection, letter, body.stream);
      const transmission = read(answer, body.fate(), lineWasFresh);
      if (endsTheLine(transmission)) {
        usable = false;
        connection.close();
      } else if (transmission.kind === 'replied' && transmission.stage !== 'dot' && !isTooLarge(answer)) {
        await reset(connection);
      }
      return transmission;
    },
  };
}

/** After 421, and after an answer that is neither yes nor no at its place, nothing can be told apart any more. */
function endsTheLine(transmission: Transmission): boolean {
  if (transmission.kind !== 'replied') return true;
  const severity = Math.floor(transmission.reply.code / 100);
  return transmission.reply.code === 421 || severity === 3 || (severity === 2 && transmission.stage !== 'dot');
}

/** A refusal before the dot leaves the transaction open (RFC 5321 §4.1.1.2): the next MAIL would be out of order. */
function reset(connection: SMTPConnection): Promise<void> {
  return new Promise((resolve) => {
    const finish = () => {
      connection.off('end', finish);
      resolve();
    };
    connection.once('end', finish);
    // A server that refuses even this shows it at the next letter.
    connection.reset(finish);
  });
}

/** What became of a letter's bytes: not asked for, asked for by something that is not 354, or the dot granted or refused. */
type Fate = { kind: 'unread' } | { kind: 'misread'; reply: SmtpReply } | { kind: 'granted' } | { kind: 'refused' };

/**
 * The letter as a stream that nodemailer reads only after DATA was answered. When all its bytes are taken it asks, and only a yes ends
 * the stream, upon which nodemailer writes the final dot. `lastReply` is what DATA was answered: nodemailer takes a 250 for a 354.
 */
function withheldDot(letter: ClearedLetter, beforeDot: BeforeDot, lastReply: () => SmtpReply) {
  let fate: Fate = { kind: 'unread' };
  let given = false;
  const stream: Readable = new Readable({
    read() {
      const reply = lastReply();
      if (!given && reply.code !== 354) {
        fate = { kind: 'misread', reply };
        this.destroy(new Error('DATA was not answered with 354'));
      } else if (!given) {
        given = true;
        // A copy: what nodemailer still holds when it has answered is not ours to know.
        this.push(Buffer.from(letter.bytes));
      } else if (beforeDot()) {
        fate = { kind: 'granted' };
        this.push(null);
      } else {
        fate = { kind: 'refused' };
        this.destroy(new Error('withdrawn before the final dot'));
      }
    },
  });
  return { stream, fate: () => fate };
}

type Failure = Error & { code?: string | undefined; response?: string | undefined; command?: string | undefined };
type Answer = { error: Failure } | { response: string };

function send(connection: SMTPConnection, { envelope, bytes }: ClearedLetter, body: Readable): Promise<Answer> {
  return new Promise((resolve) => {
    connection.send({ from: envelope.from, to: [envelope.to], size: bytes.length }, body, (error, info) => {
      resolve(error ? { error } : { response: info.response });
    });
  });
}

function read(answer: Answer, fate: Fate, lineWasFresh: boolean): Transmission {
  // Without a dot the server must drop the transaction when the connection goes (RFC 5321 §4.1.1.10).
  if (fate.kind === 'refused') return { kind: 'withdrawn' };
  if (fate.kind === 'misread') return { kind: 'replied', stage: 'data', reply: fate.reply };
  const dotWritten = fate.kind === 'granted';
  if ('response' in answer) {
    if (dotWritten) return { kind: 'replied', stage: 'dot', reply: parseSmtpReply(answer.response) };
    const error = 'the server answered before it had the letter';
    return { kind: 'broken', when: 'before-dot', error, lineWasFresh };
  }
  if (isTooLarge(answer)) {
    return { kind: 'replied', stage: 'mail', reply: { code: 552, enhanced: '5.3.4', text: answer.error.message } };
  }
  const reply = replyIn(answer.error);
  if (reply !== undefined) return { kind: 'replied', stage: stageOf(answer.error.command, dotWritten), reply };
  const error = answer.error.message;
  return { kind: 'broken', when: dotWritten ? 'after-dot' : 'before-dot', error, lineWasFresh };
}

/** nodemailer's own word, before MAIL, when the server's SIZE is smaller than the letter. */
function isTooLarge(answer: Answer): boolean {
  return 'error' in answer && answer.error.code === 'EMESSAGE' && answer.error.response === undefined;
}

function replyIn(error: Failure): SmtpReply | undefined {
  const reply = parseSmtpReply(error.response ?? '');
  return reply.code > 0 ? reply : undefined;
}

function stageOf(command: string | undefined, dotWritten: boolean): 'mail' | 'rcpt' | 'data' | 'dot' {
  if (dotWritten) return 'dot';
  if (command === 'MAIL FROM') return 'mail';
  return command === 'RCPT TO' ? 'rcpt' : 'data';
}
