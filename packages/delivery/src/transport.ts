import type { SmtpReply } from '@hikyaku/message';
import type { ClearedLetter } from '@hikyaku/suppression';

/**
 * How a transmission ended. `replied`: the server's word at that stage, `dot` being the one after the final dot. `broken`: the
 * connection ended without one. `withdrawn`: `beforeDot` said no, and the final dot was never written.
 */
export type Transmission =
  | { kind: 'replied'; stage: 'mail' | 'rcpt' | 'data' | 'dot'; reply: SmtpReply }
  | { kind: 'broken'; when: 'before-dot' | 'after-dot'; error: string; lineWasFresh: boolean }
  | { kind: 'withdrawn' };

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

/** The next server could not be reached or would not let us in. */
export class LineUnavailableError extends Error {
  constructor(server: string, cause: unknown) {
    super(`${server} is not taking letters: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
    this.name = 'LineUnavailableError';
  }
}
