import { once } from 'node:events';
import { Readable } from 'node:stream';
import { parseSmtpReply, type SmtpReply } from '@hikyaku/message';
import type { ClearedLetter } from '@hikyaku/suppression';
import SMTPConnection, { type SMTPConnectionOptions } from 'nodemailer/lib/smtp-connection';
import { dotTimeoutMs } from '../outcome.ts';
import { type BeforeDot, type Line, LineUnavailableError, type Transmission, type Transport } from '../transport.ts';
import { isLoopback, type Relay } from './relay.ts';

/** The way out through a smarthost, on nodemailer's SMTP client and lines of our own (its pool would resend behind the gate's back). */
export function smtpTransport(relay: Relay, ehloName: string): Transport {
  const options: SMTPConnectionOptions = {
    host: relay.host,
    port: relay.port,
    secure: relay.secure,
    requireTLS: relay.requireTls,
    opportunisticTLS: !relay.requireTls,
    name: ehloName,
    connectionTimeout: 30_000,
    greetingTimeout: 300_000,
    // The one wait that must be long is for the answer to the dot: giving up early makes doubt (RFC 1047).
    socketTimeout: dotTimeoutMs,
    tls: isLoopback(relay.host) ? { rejectUnauthorized: false } : { minVersion: 'TLSv1.2' },
  };
  return { open: () => openLine(options, relay) };
}

async function openLine(options: SMTPConnectionOptions, relay: Relay): Promise<Line> {
  const connection = new SMTPConnection(options);
  try {
    await connected(connection);
    if (relay.auth) await loggedIn(connection, relay.auth);
  } catch (error) {
    connection.on('error', () => {});
    connection.close();
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
      const lineWasFresh = carried++ === 0;
      const body = withheldDot(letter, beforeDot);
      const answer = await send(connection, letter, body);
      if (body.asked === 'refused') {
        // Without a dot the server must drop the transaction when the connection goes (RFC 5321 §4.1.1.10).
        usable = false;
        connection.close();
        return { kind: 'withdrawn' };
      }
      const transmission = read(answer, body.asked === 'granted', lineWasFresh);
      if (transmission.kind === 'broken' || (transmission.kind === 'replied' && transmission.reply.code === 421)) {
        usable = false;
        connection.close();
      } else if (transmission.kind === 'replied' && transmission.stage !== 'dot') await reset(connection);
      return transmission;
    },
  };
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

/**
 * The letter as a stream that nodemailer reads only after 354. When all its bytes are taken it asks, and only a yes ends the stream,
 * upon which nodemailer writes the final dot.
 */
function withheldDot(letter: ClearedLetter, beforeDot: BeforeDot) {
  let given = false;
  const body: Readable & { asked?: 'granted' | 'refused' } = new Readable({
    read() {
      if (!given) {
        given = true;
        // A copy: what nodemailer still holds when it has answered is not ours to know.
        this.push(Buffer.from(letter.bytes));
        return;
      }
      if (beforeDot()) {
        body.asked = 'granted';
        this.push(null);
      } else {
        body.asked = 'refused';
        this.destroy(new Error('withdrawn before the final dot'));
      }
    },
  });
  return body;
}

type Failure = Error & { response?: string | undefined; command?: string | undefined };
type Answer = { error: Failure } | { response: string };

function send(connection: SMTPConnection, letter: ClearedLetter, body: Readable): Promise<Answer> {
  return new Promise((resolve) => {
    connection.send({ from: letter.envelope.from, to: [letter.envelope.to] }, body, (error, info) => {
      resolve(error ? { error } : { response: info.response });
    });
  });
}

function read(answer: Answer, dotWritten: boolean, lineWasFresh: boolean): Transmission {
  if ('response' in answer) return { kind: 'replied', stage: 'dot', reply: parseSmtpReply(answer.response) };
  const reply = replyIn(answer.error);
  if (reply !== undefined) return { kind: 'replied', stage: stageOf(answer.error.command, dotWritten), reply };
  const error = answer.error.message;
  return { kind: 'broken', when: dotWritten ? 'after-dot' : 'before-dot', error, lineWasFresh };
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
