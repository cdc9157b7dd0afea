import { setTimeout as delay } from 'node:timers/promises';
import { Client } from 'pg';

/** What to listen to, and who is told: of each notice its payload, of a lost connection the error. */
export type Listening = {
  url: string;
  applicationName: string;
  channel: string;
  onNotice: (payload: string) => void;
  onTrouble: (error: Error) => void;
};

const firstPauseMs = 500;
const longestPauseMs = 10_000;

/**
 * Listens to a channel (LISTEN) over one connection, made anew when it is lost. Notices are not kept for whoever is away, so they may
 * only hasten what would be seen anyway. Behind a pooler that hands connections from hand to hand none arrives.
 */
export function listenTo({ url, applicationName, channel, onNotice, onTrouble }: Listening): {
  /** Resolves once the first connection listens. */
  ready: Promise<void>;
  close: () => Promise<void>;
} {
  const closing = new AbortController();
  let current: Client | undefined;
  let listening = () => {};
  const ready = new Promise<void>((resolve) => {
    listening = resolve;
  });

  async function once(): Promise<void> {
    const client = new Client({ connectionString: url, application_name: applicationName, keepAlive: true });
    const lost = new Promise<Error>((resolve) => {
      client.on('error', resolve);
      client.on('end', () => resolve(new Error('The connection that listens has ended.')));
    });
    current = client;
    try {
      client.on('notification', ({ payload }) => onNotice(payload ?? ''));
      // A client that is ended while it connects never says so: neither done nor failed.
      const failed = await Promise.race([client.connect().then(() => undefined), lost]);
      if (failed !== undefined) throw failed;
      await client.query(`listen ${client.escapeIdentifier(channel)}`);
      listening();
      const error = await lost;
      if (!closing.signal.aborted) onTrouble(error);
    } finally {
      await client.end().catch(() => undefined);
    }
  }

  async function forEver(): Promise<void> {
    for (let pauseMs = firstPauseMs; !closing.signal.aborted; pauseMs = Math.min(2 * pauseMs, longestPauseMs)) {
      const began = performance.now();
      await once().catch((error: Error) => {
        if (!closing.signal.aborted) onTrouble(error);
      });
      if (performance.now() - began > longestPauseMs) pauseMs = firstPauseMs;
      await delay(pauseMs, undefined, { signal: closing.signal }).catch(() => undefined);
    }
  }

  const ended = forEver();
  return {
    ready,
    async close() {
      closing.abort();
      await current?.end().catch(() => undefined);
      await ended;
    },
  };
}
