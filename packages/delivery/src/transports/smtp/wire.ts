import type { Socket } from 'node:net';
import { TLSSocket } from 'node:tls';
import { openDeadline } from './deadline.ts';
import type { Dialled } from './dial.ts';
import { type RawReply, replyReader } from './reply-reader.ts';

/** An answer, or why there will be none. */
export type Heard = RawReply | { kind: 'lost'; error: string };

/**
 * One connection as questions and answers. Whatever comes that was not asked for, or is no reply, ends it: after that nothing could
 * be told apart any more.
 */
export type Wire = {
  /** Whether something can still be said on it. */
  readonly open: boolean;
  readonly encrypted: boolean;
  /** Such as `TLSv1.3`; undefined in the clear. */
  readonly tlsVersion: string | undefined;
  /** Writes commands in one piece; they will have this many answers. */
  say(commands: string, answers: number): void;
  /** Writes a letter, dots stuffed and the final dot behind it, in one piece, which has one answer. */
  sayLetter(octets: readonly Buffer[]): void;
  /** Whether the last octet of the last letter may have left this process. False is certain: the kernel never had it. */
  readonly letterLeft: boolean;
  /** Resolves when the letter has left, when there is something to hear, or when that took too long; undefined when it has left. */
  letterGone(withinMs: number): Promise<void> | undefined;
  /** The next answer if it is here already: nothing is waited for, and no turn is lost. */
  heard(): Heard | undefined;
  /** The next answer, waited for no longer than this. One caller at a time. */
  hear(withinMs: number): Promise<Heard>;
  /** Says QUIT and leaves; waits for nobody. */
  leave(): void;
  /** Ends the connection at once. */
  cut(why: string): void;
  /** Gives the socket back, for TLS to begin on it: throws when anything was heard that nobody asked for (RFC 3207 §4.2). */
  release(): Socket;
};

/** Takes over a connected socket. `asked` is how many replies are due already: 1 where the server speaks first, to greet us. */
export function openWire({ socket, listen }: Dialled, asked: 0 | 1): Wire {
  const reader = replyReader();
  const encrypted = socket instanceof TLSSocket;
  let due: number = asked;
  let lost: string | undefined;
  let released = false;
  let letterLeft = false;
  let onHeard: ((heard: Heard) => void) | undefined;
  let onGone: (() => void) | undefined;
  const deadline = openDeadline((withinMs) => cut(`the server was silent for ${withinMs / 1000} s`));

  function onText(text: string): void {
    if (lost !== undefined || released) return;
    const problem = reader.read(text);
    if (problem !== undefined) cut(problem);
    else if (reader.replies.length + (reader.partial ? 1 : 0) > due) cut('the server spoke without being asked');
    // What nobody asked for must never be the answer to a later question.
    reader.replies.splice(due);
    if (reader.replies.length > 0) wakeUp();
  }
  const onError = (error: Error): void => cut(error.message);
  const onEnd = (): void => cut('the server closed the connection');

  function cut(why: string): void {
    if (lost !== undefined) return;
    lost = why;
    deadline.end();
    socket.destroy();
    wakeUp();
  }

  function wakeUp(): void {
    deadline.lift();
    onGone?.();
    onGone = undefined;
    const tell = onHeard;
    const answer = tell && heard();
    if (answer === undefined) return;
    onHeard = undefined;
    tell?.(answer);
  }

  function heard(): Heard | undefined {
    const reply = reader.replies.shift();
    if (reply !== undefined) {
      due -= 1;
      return reply;
    }
    return lost === undefined ? undefined : { kind: 'lost', error: lost };
  }

  function onWritten(error: Error | null | undefined): void {
    // Writes that a broken connection gave up are called back too.
    if (error || socket.destroyed || letterLeft) return;
    letterLeft = true;
    if (onGone !== undefined) wakeUp();
  }

  listen(onText);
  socket.on('error', onError).on('end', onEnd).on('close', onEnd);

  return {
    get open() {
      return lost === undefined;
    },
    encrypted,
    tlsVersion: encrypted ? (socket.getProtocol() ?? undefined) : undefined,
    get letterLeft() {
      return letterLeft;
    },
    say(commands, answers) {
      if (lost !== undefined) return;
      due += answers;
      socket.write(commands, 'latin1');
    },
    sayLetter(octets) {
      if (lost !== undefined) return;
      due += 1;
      // Under TLS a write may be over before we are told: there, having been written is having left.
      letterLeft = encrypted;
      // TLS may go on reading after the server has answered; the caller may not wait for that.
      const written = encrypted ? octets.map((piece) => Buffer.from(piece)) : octets;
      if (written.length > 1) socket.cork();
      for (const [index, piece] of written.entries()) {
        if (index < written.length - 1) socket.write(piece);
        else socket.write(piece, onWritten);
      }
      if (written.length > 1) socket.uncork();
    },
    letterGone(withinMs) {
      if (letterLeft || socket.writableLength === 0 || lost !== undefined || reader.replies.length > 0)
        return undefined;
      deadline.set(withinMs);
      return new Promise((resolve) => {
        onGone = resolve;
      });
    },
    heard,
    hear(withinMs) {
      const here = heard();
      if (here !== undefined) return Promise.resolve(here);
      deadline.set(withinMs);
      return new Promise((resolve) => {
        onHeard = resolve;
      });
    },
    leave() {
      if (lost !== undefined) return;
      due += 1;
      socket.end('QUIT\r\n', 'latin1');
      socket.unref();
      setTimeout(() => cut('we left'), leaveMs).unref();
    },
    cut,
    release() {
      if (lost !== undefined) throw new Error(lost);
      deadline.end();
      released = true;
      socket.off('error', onError).off('end', onEnd).off('close', onEnd);
      socket.pause();
      return socket;
    },
  };
}

/** How long a server may take to close a connection that we left. */
const leaveMs = 2_000;
