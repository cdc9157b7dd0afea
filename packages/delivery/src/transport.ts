import type { SmtpReply } from '@hikyaku/message';
import type { ClearedLetter } from '@hikyaku/suppression';

/**
 * How a transmission ended. `replied`: the server's word at that stage, `dot` being the one after the final dot. `broken`: the
 * connection ended without one. `withdrawn`: `beforeDot` said no, and the final dot was never written. `unreached`: nobody was there to
 * speak to. `by` is who replied and under what TLS, where letters go to more than one place.
 */
export type Transmission =
  | { kind: 'replied'; stage: 'mail' | 'rcpt' | 'data' | 'dot'; reply: SmtpReply; by?: string }
  | Unreached
  | { kind: 'broken'; when: 'before-dot' | 'after-dot'; error: string; lineWasFresh: boolean }
  | { kind: 'withdrawn' };

/**
 * No host of a domain was reached, so nothing of the letter left: for now, or for good. `reason` is a stable word, `error` says it for
 * people with the codes of RFC 3463. `reply` is what a host said instead of a greeting, if one did. `remembered`: nobody was asked just now,
 * because an earlier letter was not let in.
 */
export type Unreached = {
  kind: 'unreached';
  fate: 'later' | 'final';
  reason: string;
  error: string;
  reply?: SmtpReply;
  remembered?: true;
};

/** Asked at the last moment before the final dot, in the same turn as its write: true lets it go. */
export type BeforeDot = () => boolean;

/**
 * An open connection to the next server, used by one letter at a time. When `transmit` has answered, nothing here reads the letter's
 * bytes any more: their memory is the next letter's.
 */
export interface Line {
  transmit(letter: ClearedLetter, beforeDot: BeforeDot): Promise<Transmission>;
  /** Whether another letter may be given to it. */
  readonly usable: boolean;
  close(): void;
}

/** A way out. It takes cleared letters only; retries, waits and doubts are not its business. */
export interface Transport {
  /** Opens a line, or throws LineUnavailableError: that is no letter's fault. */
  open(): Promise<Line>;
}

/** The next server could not be reached or would not let us in. `reply` is what it said, if it said anything. */
export class LineUnavailableError extends Error {
  readonly reply: SmtpReply | undefined;
  constructor(server: string, cause: unknown, reply?: SmtpReply) {
    super(`${server} is not taking letters: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
    this.name = 'LineUnavailableError';
    this.reply = reply;
  }
}
