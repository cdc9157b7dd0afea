import type { MailPaths, Remind, Wake } from '@hikyaku/campaigns';
import type { Db } from '@hikyaku/database';
import type { Resolver } from '@hikyaku/delivery';
import type { Waiting } from '@hikyaku/ledger';
import type { Log } from '@hikyaku/log';
import type { Keyring } from '@hikyaku/message';
import type { CampaignWatch } from './campaigns/campaign-watch.ts';
import type { TrustProxy } from './config.ts';
import type { Imports } from './imports/background.ts';

/** What the app is made of. */
export type Dependencies = {
  db: Db;
  pepper: Buffer;
  keyring: Keyring;
  /** Base of the links in letters, without a slash at its end. */
  publicUrl: string;
  /** Reminders to the senders; both may fail: the rows are the truth. */
  wake: Wake;
  remind: Remind;
  /** Rejects when Redis does not answer. */
  pingRedis: () => Promise<void>;
  log: Log;
  trustProxy: TrustProxy;
  imports: Imports;
  watch: CampaignWatch;
  /** Asks DNS what it says of senders' domains now. */
  resolver: Resolver;
  mailPaths: MailPaths;
  /** Where uploaded files lie while they are imported, and how large they may be (1 GiB when left out). */
  spoolFolder: string;
  mostUploadBytes?: number;
  mailboxUrl?: string;
  /** Where the built console lies; there need be none. */
  consoleFolder: string;
  /** How long an answer may wait for letters on the wire: 5,000 ms when left out. */
  waiting?: Waiting;
};
