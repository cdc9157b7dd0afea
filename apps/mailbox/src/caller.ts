import type { SMTPServer, SMTPServerSession } from 'smtp-server';
import type { Party, Verdict } from './verdict.ts';

/** The server's side of one connection. */
export type Connection = SMTPServer['connections'] extends Set<infer Each> ? Each : never;

/** What the receiver knows about one connected client. */
export interface Caller {
  connection: Connection;
  /** Letters that have been answered on this connection. */
  letters: number;
  /** After this many letters MAIL is answered with 421; null is no limit. */
  lettersMax: number | null;
  tMail: number;
  /** Envelope sender of this transaction. */
  mailFrom: string;
  /** The accepted recipients of this transaction, with how often each has been seen. */
  parties: Party[];
  /** What the script wants at the dot, decided when DATA came. */
  atDot: Verdict | null;
  /** Ends the delay that this client is being kept waiting by, if any. */
  wake: (() => void) | null;
  /** Between 354 and the answer. */
  pastData: boolean;
  /** A command of this client is being dealt with. */
  busy: boolean;
  /** The receiver closed while this client was kept waiting: its letter is not kept. */
  abandoned: boolean;
}

/** A client that has just been greeted. */
export const newCaller = (connection: Connection): Caller => ({
  connection,
  letters: 0,
  lettersMax: null,
  tMail: 0,
  mailFrom: '',
  parties: [],
  atDot: null,
  wake: null,
  pastData: false,
  busy: false,
  abandoned: false,
});

/** The connection that a session belongs to; smtp-server hands out sessions only. */
export function connectionOf(server: SMTPServer, session: SMTPServerSession): Connection | null {
  for (const connection of server.connections) if (connection.session === session) return connection;
  return null;
}

/** Whether an answer can still be written. */
export const reachable = ({ connection }: Caller): boolean => connection._socket.readyState === 'open';

/** Cuts the connection without a word. */
export const hangUp = ({ connection }: Caller): void => void connection._socket.destroy();

/** Keeps the client waiting; ends early when the client leaves or the receiver closes. */
export function keepWaiting(caller: Caller, delayMs: number): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(end, delayMs);
    caller.wake = end;
    function end(): void {
      clearTimeout(timer);
      caller.wake = null;
      resolve();
    }
  });
}
