import type { Reply } from './reply.ts';

/** The moments of an SMTP session at which a rule can speak. */
export const stages = ['connect', 'mail', 'rcpt', 'data', 'dot'] as const;

/** One moment of an SMTP session: 'data' is the DATA command before 354, 'dot' is after the final dot. */
export type Stage = (typeof stages)[number];

/** Whom a rule concerns; an absent part concerns everybody. */
export interface Match {
  recipient: RegExp | null;
  /** Lower case, in its ASCII form. */
  domain: string | null;
  /** 0 to 1: this part of all addresses, always the same ones for the same seed. */
  share: number | null;
  seed: string;
  /** First and last time (1 is the first) that the address is seen since the script was set. */
  attempts: { from: number; to: number } | null;
}

/** When a connection is cut: before the final dot; after it, with the letter kept; or after it, with the letter forgotten. */
export const dropMoments = ['before-dot', 'after-dot', 'after-dot-unkept'] as const;

/** One of those moments. */
export type DropMoment = (typeof dropMoments)[number];

/** What a rule does. */
export type Deed =
  | { kind: 'reply'; reply: Reply }
  | { kind: 'delay'; delayMs: number }
  | { kind: 'drop'; when: DropMoment }
  | { kind: 'greylist'; seconds: number }
  | { kind: 'closeAfter'; letters: number }
  | { kind: 'pace'; lettersPerSecond: number };

/** One rule: for whom, when, and what to do. */
export interface Rule {
  match: Match;
  at: Stage;
  deed: Deed;
}

/** How the receivers behave; no rules means that everything is accepted at once. */
export interface Script {
  rules: readonly Rule[];
  /** More connections than this are answered with 421; null is no limit. */
  maxConnections: number | null;
  /** The JSON it was read from. */
  source: unknown;
}

/** Accepts everything at once. */
export const emptyScript: Script = { rules: [], maxConnections: null, source: { rules: [] } };
