import type { ShownImage } from '@hikyaku/images/shown';
import type { Log } from '@hikyaku/log';
import type { Door, ReadPersonToken, ReadToken } from '@hikyaku/suppression';
import type { TrustProxy } from './trust-proxy.ts';

/** How `leave` waits: at most so long, by a clock and a pause that tests may replace. */
export type Waiting = NonNullable<Parameters<Door['leave']>[1]>;

/** What the app is made of; `waiting` is how an answer waits for a letter on the wire (5 s at most, when left out). */
export type Dependencies = {
  door: Door;
  readToken: (token: string) => ReadToken | undefined;
  readPreferencesToken: (token: string) => ReadPersonToken | undefined;
  readConfirmToken: (token: string) => ReadPersonToken | undefined;
  /** The picture of a letter, by its name. */
  showImage: (file: string) => Promise<ShownImage | undefined>;
  /** The key of address keys, for the address that somebody types. */
  pepper: Buffer;
  log: Log;
  publicUrl: string;
  trustProxy: TrustProxy;
  waiting?: Waiting;
  nowMs?: () => number;
  now?: () => Date;
};
