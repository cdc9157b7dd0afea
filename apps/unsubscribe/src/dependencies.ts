import type { Db } from '@hikyaku/database';
import type { ReadToken } from '@hikyaku/suppression';
import type { Log } from './log.ts';
import type { TrustProxy } from './trust-proxy.ts';

/** What the app is made of; `mostWaitMs` is how long an answer may wait for a letter on the wire (5,000 when left out). */
export type Dependencies = {
  db: Db;
  readToken: (token: string) => ReadToken | undefined;
  log: Log;
  publicUrl: string;
  trustProxy: TrustProxy;
  mostWaitMs?: number;
  nowMs?: () => number;
};
