import { once } from 'node:events';
import type { Socket } from 'node:net';
import type { Db } from '@hikyaku/database';
import { errorFacts, type Log } from '@hikyaku/log';
import { type Keyring, keyRenewal, type Pepper } from '@hikyaku/message';
import { leaveTogether } from '@hikyaku/suppression';
import { SMTPServer, type SMTPServerDataStream, type SMTPServerSession } from 'smtp-server';
import { addresseeReader } from './addressee.ts';
import { readMail } from './read-mail.ts';
import { noSuchAddress, type Reply, replyTo, tooLarge, tryAgain } from './reply.ts';
import { takeMail } from './take-mail.ts';
import { openTally } from './tally.ts';

/** What the receiver is made of; mail to any domain but `domain` is refused. */
export type ReceiverDeps = { db: Db; keyring: Keyring; pepper: Pepper; domain: string; log: Log };

/** A listening receiver. `close` answers the mails in its hands, says goodbye to everybody else, and stops. */
export type Receiver = { port: number; close: () => Promise<void> };

/** As much as mail servers take as a rule: an answer may carry pictures. */
const mostBytes = 25 * 1024 * 1024;
const keptBytes = 128 * 1024;
const mostConnections = 100;
const mostRecipients = 10;
const idleMs = 60_000;
/** However busily somebody talks: a mail here takes seconds. */
const connectionMs = 180_000;
/** Longer than leaving waits for a letter on the wire. */
const closeMs = 10_000;

/** Listens; rejects with Node's own error when the port or host cannot be had. It knows no sending, and keeps nothing of a mail. */
export async function openReceiver(deps: ReceiverDeps, at: { host: string; port: number }): Promise<Receiver> {
  const { db, keyring, pepper, domain, log } = deps;
  const addresseeOf = addresseeReader(keyring, domain, keyRenewal(pepper));
  const leave = leaveTogether(db);
  const tally = openTally(log);
  const busy = new Set<SMTPServerSession>();
  let closing = false;

  const server = new SMTPServer({
    name: domain,
    banner: 'Hikyaku',
    size: mostBytes,
    maxClients: mostConnections,
    maxRecipients: mostRecipients,
    socketTimeout: idleMs,
    closeTimeout: closeMs,
    disabledCommands: ['AUTH', 'STARTTLS', 'WIZ', 'SHELL', 'KILL'],
    authOptional: true,
    disableReverseLookup: true,
    // Old Japanese carrier addresses have dots where RFC 5321 allows none, and their owners leave too.
    lenientAddressParsing: true,
    onRcptTo({ address }, _session, callback) {
      if (addresseeOf(address) !== undefined) return callback();
      tally.refused();
      callback(refusal(noSuchAddress));
    },
    onData(stream, session, callback) {
      void answer(stream, session, callback);
    },
  });
  server.on('error', (error: Error) => {
    // One from before it listened is the caller's.
    if (server.server.listening) log.warn(errorFacts(error), 'a connection failed');
  });
  server.server.on('connection', endInTime);

  async function answer(
    stream: SMTPServerDataStream,
    session: SMTPServerSession,
    callback: (error: Error | null, text?: string) => void,
  ): Promise<void> {
    busy.add(session);
    const read = await readMail(stream, keptBytes);
    if (read.kind === 'whole') {
      const reply = stream.sizeExceeded ? tooLarge : await store(session, read.source);
      if (reply.code < 400) callback(null, reply.text);
      else callback(refusal(reply));
    }
    busy.delete(session);
    if (closing) partFrom(session);
  }

  async function store({ envelope }: SMTPServerSession, source: Buffer): Promise<Reply> {
    const reversePath = envelope.mailFrom === false ? '' : envelope.mailFrom.address;
    const addressees = envelope.rcptTo.flatMap(({ address }) => addresseeOf(address) ?? []);
    try {
      const taken = await takeMail({ db, leave }, { reversePath, addressees, source });
      tally.took(taken);
      return replyTo(taken);
    } catch (error) {
      log.error(errorFacts(error), 'could not store a leaving; the sending server will try again');
      return tryAgain;
    }
  }

  function partFrom(session: SMTPServerSession | null): void {
    for (const connection of server.connections) {
      if (session === null ? busy.has(connection.session) : connection.session !== session) continue;
      connection.send(421, '4.3.2 Closing, please try again later');
    }
  }

  server.listen(at.port, at.host);
  await once(server.server, 'listening');
  const address = server.server.address();
  return {
    port: typeof address === 'object' && address !== null ? address.port : at.port,
    async close() {
      closing = true;
      const closed = new Promise<void>((resolve) => server.close(resolve));
      partFrom(null);
      await closed;
    },
  };
}

function endInTime(socket: Socket): void {
  const enough = setTimeout(() => socket.destroy(), connectionMs);
  socket.once('close', () => clearTimeout(enough));
}

function refusal({ code, text }: Reply): Error {
  return Object.assign(new Error(text), { responseCode: code });
}
