import { dotTimeoutMs } from '../../outcome.ts';

/** How long each answer is waited for, in milliseconds. */
export type Timeouts = {
  /** From the first packet to an open connection, and for a TLS handshake: RFC 5321 names no time for these. */
  connectMs: number;
  greetingMs: number;
  /** EHLO, HELO, STARTTLS, AUTH and RSET: as long as MAIL, since RFC 5321 names no time for these either. */
  commandMs: number;
  mailMs: number;
  rcptMs: number;
  dataMs: number;
  /** For the network to take a letter that was written. */
  dataBlockMs: number;
  dotMs: number;
};

/** The times of RFC 5321 §4.5.3.2. QUIRK: the answer to the dot is waited for 5 min, not 10: the ledger calls it uncertain then. */
export const standardTimeouts: Timeouts = {
  connectMs: 30_000,
  greetingMs: 300_000,
  commandMs: 300_000,
  mailMs: 300_000,
  rcptMs: 300_000,
  dataMs: 120_000,
  dataBlockMs: 180_000,
  dotMs: dotTimeoutMs,
};
