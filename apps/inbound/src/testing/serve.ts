import type { Db } from '@hikyaku/database';
import { openReceiver, type Receiver } from '../receiver.ts';
import { domain as usualDomain, keyring, pepper } from './scene.ts';

/** The receiver on a free port, and what it logged. */
export type Served = Receiver & { lines: string[] };

/** Serves the app as its process does, over a database of the test's own, for a domain. */
export async function serve(db: Db, domain = usualDomain): Promise<Served> {
  const lines: string[] = [];
  const write = (facts: object, event?: string): void => void lines.push(JSON.stringify({ event, ...facts }));
  const log = { info: write, warn: write, error: write };
  return { ...(await openReceiver({ db, keyring, pepper, domain, log }, { host: '127.0.0.1', port: 0 })), lines };
}
