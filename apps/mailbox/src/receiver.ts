import { once } from 'node:events';
import type { Socket } from 'node:net';
import { SMTPServer } from 'smtp-server';
import type { SMTPServerSession } from 'smtp-server';
import type { Archive } from './archive.ts';
import { connectionOf, hangUp, newCaller } from './caller.ts';
import type { Caller, Connection } from './caller.ts';
import { createConduct } from './conduct.ts';
import { createDialogue } from './dialogue.ts';
import type { Outcome } from './dialogue.ts';
import type { Log } from './log.ts';
import { refusal } from './refusal.ts';
import { refuses } from './reply.ts';
import type { Script } from './script.ts';

/** The SMTP side of the mailbox. */
export interface Receiver {
  port: number;
  script(): Script;
  /** From the next command on; what was seen before is forgotten, so attempts count from one again. */
  follow(script: Script): void;
  /** The open connections now: the client's port, and whether it has got 354 and no answer yet. */
  connections(): { port: number; pastData: boolean }[];
  /** Answers or cuts what is open within the drain time, and stops listening. */
  close(): Promise<void>;
}

/** What a receiver needs. */
export interface ReceiverOptions {
  host: string;
  /** 0 takes a free one. */
  port: number;
  script: Script;
  archive: Archive;
  log: Log;
  letterLimitBytes: number;
  /** How long a letter that is still coming may take to end when the receiver closes. */
  drainMs: number;
}

/** Listens; rejects with Node's own error when the port cannot be had. */
export async function openReceiver(options: ReceiverOptions): Promise<Receiver> {
  const { archive, log, letterLimitBytes } = options;
  const { stats } = archive;
  const conduct = createConduct(options.script);
  const callers = new Map<SMTPServerSession, Caller>();
  const sockets = new Set<Socket>();
  const unanswered = new Set<Promise<void>>();
  let closing = false;
  const dialogue = createDialogue({ conduct, archive, letterLimitBytes });

  const server = new SMTPServer({
    name: 'mailbox.localhost',
    banner: 'Hikyaku mailbox',
    size: letterLimitBytes,
    disabledCommands: ['STARTTLS', 'WIZ', 'SHELL', 'KILL'],
    authOptional: true,
    allowInsecureAuth: true,
    disableReverseLookup: true,
    // Old Japanese carrier addresses have dots where RFC 5321 allows none.
    lenientAddressParsing: true,
    socketTimeout: 300_000,
    // Later than our own deadline: an unfinished letter is cut, not answered.
    closeTimeout: options.drainMs + 1000,
    onAuth: (auth, _session, callback) => callback(null, { user: auth.username ?? 'anybody' }),

    onConnect(session, callback) {
      const connection = connectionOf(server, session);
      if (!connection) return;
      const { maxConnections } = conduct.script();
      if (maxConnections !== null && callers.size >= maxConnections) {
        stats.refusedConnections += 1;
        callback(refusal({ code: 421, lines: ['4.7.0 Too many connections, try again later'] }));
        return;
      }
      const caller = newCaller(connection);
      callers.set(session, caller);
      stats.connections = callers.size;
      stats.peakConnections = Math.max(stats.peakConnections, callers.size);
      archive.changed();
      askBeforeData(caller);
      answer(
        dialogue.greet(caller).then((outcome) => {
          if (outcome.kind !== 'pass') stats.refusedConnections += 1;
          return outcome;
        }),
        caller,
        callback,
      );
    },
    onMailFrom(address, session, callback) {
      withCaller(session, (caller) => answer(dialogue.mail(caller, address), caller, callback));
    },
    onRcptTo(address, session, callback) {
      withCaller(session, (caller) => answer(dialogue.rcpt(caller, address), caller, callback));
    },
    onData(stream, session, callback) {
      withCaller(session, (caller) => answer(dialogue.letter(caller, stream, session), caller, callback));
    },
    onClose(session) {
      const caller = callers.get(session);
      callers.delete(session);
      stats.connections = callers.size;
      caller?.wake?.();
      archive.changed();
    },
  });
  server.on('error', (error: Error) => log('debug', 'connection failed', { message: error.message }));

  function withCaller(session: SMTPServerSession, use: (caller: Caller) => void): void {
    const caller = callers.get(session);
    if (caller) use(caller);
  }

  /** Hands an outcome to smtp-server once it is known; to a client that is gone nothing is said. */
  function answer(
    outcome: Promise<Outcome>,
    caller: Caller,
    callback: (error?: Error | null, message?: string) => void,
  ): void {
    caller.busy = true;
    const answered = say(outcome, caller, callback).finally(() => unanswered.delete(answered));
    unanswered.add(answered);
  }

  async function say(
    outcome: Promise<Outcome>,
    caller: Caller,
    callback: (error?: Error | null, message?: string) => void,
  ): Promise<void> {
    const result = await written(outcome);
    caller.busy = false;
    if (result.kind === 'gone') return;
    if (result.kind === 'pass') callback();
    else if (refuses(result.reply)) callback(refusal(result.reply));
    else callback(null, result.reply.lines[0]);
    if (closing) part(caller.connection);
  }

  /** A transaction that cannot be written down is refused: the record is what the receiver is for. */
  async function written(outcome: Promise<Outcome>): Promise<Outcome> {
    try {
      return await outcome;
    } catch (error) {
      log('error', 'the record cannot be written', { message: String(error) });
      return { kind: 'say', reply: { code: 451, lines: ['4.3.0 The mailbox cannot write its record'] } };
    }
  }

  /** smtp-server asks nobody at the DATA command, so this connection's handler is wrapped to let the script speak before 354. */
  function askBeforeData(caller: Caller): void {
    const { connection } = caller;
    const accept: Connection['handler_DATA'] = connection.handler_DATA.bind(connection);
    connection.handler_DATA = (command, callback) => {
      if (caller.parties.length === 0 || conduct.script().rules.length === 0) return accept(command, callback);
      void beforeData(caller, () => accept(command, callback), callback);
    };
  }

  async function beforeData(caller: Caller, accept: () => void, callback: () => void): Promise<void> {
    caller.busy = true;
    const outcome = await written(dialogue.data(caller));
    caller.busy = false;
    if (outcome.kind === 'pass') return accept();
    if (outcome.kind === 'gone') return;
    caller.connection.send(outcome.reply.code, [...outcome.reply.lines], false);
    callback();
  }

  server.server.on('connection', (socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });

  server.listen(options.port, options.host);
  await once(server.server, 'listening');
  const address = server.server.address();
  const port = typeof address === 'object' && address ? address.port : options.port;
  log('info', 'receiving', { host: options.host, port });

  return {
    port,
    script: () => conduct.script(),
    follow: (script) => conduct.follow(script),
    connections: () =>
      [...callers.values()].map(({ connection, pastData }) => ({ port: connection.remotePort, pastData })),
    async close() {
      closing = true;
      const closed = once(server.server, 'close');
      server.close();
      for (const caller of callers.values()) abandonWaiting(caller);
      const busy = new Set([...callers.values()].filter((caller) => caller.busy).map((caller) => caller.connection));
      for (const connection of server.connections) if (!busy.has(connection)) part(connection);
      const deadline = setTimeout(() => sockets.forEach((socket) => socket.destroy()), options.drainMs);
      await closed;
      clearTimeout(deadline);
      await Promise.allSettled(unanswered);
    },
  };
}

function abandonWaiting(caller: Caller): void {
  if (!caller.wake) return;
  caller.abandoned = true;
  hangUp(caller);
  caller.wake();
}

/** Says goodbye, and does not wait for the client to say it too. */
function part(connection: Connection): void {
  connection.send(421, '4.3.2 The mailbox is closing', false);
  connection._socket.destroySoon();
}
