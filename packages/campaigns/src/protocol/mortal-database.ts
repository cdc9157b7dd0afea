import { type DB, type Db, openPool } from '@hikyaku/database';
import {
  Kysely,
  type PostgresCursor,
  PostgresDialect,
  type PostgresPool,
  type PostgresPoolClient,
  type PostgresQueryResult,
} from 'kysely';
import { pauseFor } from './pause-for.ts';
import type { Pulse } from './pulse.ts';

/** A database as one simulated process sees it. `close` ends its connections when the process is done with or dead. */
export type MortalDatabase = { db: Db; close(): Promise<void> };

/**
 * How its connections fare: `losesAnswer` says of a statement that its answer never comes, after how many milliseconds. `watch`
 * sees each statement as it is sent.
 */
export type Fate = {
  pulse: Pulse;
  losesAnswer: (statement: string) => number | undefined;
  watch: (statement: string, parameters: readonly unknown[]) => void;
};

/**
 * Opens a pool that lives and dies with a process: at its death the operating system closes its sockets, while statements that
 * were sent go on in the server. A lost answer is a broken connection whose statement goes on, too.
 */
export function openMortalDatabase(url: string, applicationName: string, fate: Fate): MortalDatabase {
  const pool: PostgresPool = openPool({ url, applicationName, maxConnections: 6, statementTimeoutMs: 4_500 });
  const db = new Kysely<DB>({
    dialect: new PostgresDialect({
      pool: {
        options: {},
        connect: () => fate.pulse.pass(pool.connect().then((client) => new MortalClient(client, fate))),
        end: async () => {},
      },
    }),
  });
  return { db, close: () => pool.end() };
}

class MortalClient implements PostgresPoolClient {
  readonly #client: PostgresPoolClient;
  readonly #fate: Fate;
  #outlive = () => {};
  #released = false;
  #lost: Promise<unknown> | undefined;

  constructor(client: PostgresPoolClient, fate: Fate) {
    this.#client = client;
    this.#fate = fate;
    this.#outlive = fate.pulse.onDeath(() => this.#giveBack(true));
  }

  query<R>(text: string, parameters: readonly unknown[]): Promise<PostgresQueryResult<R>>;
  query<R>(cursor: PostgresCursor<R>): PostgresCursor<R>;
  query<R>(
    text: string | PostgresCursor<R>,
    parameters: readonly unknown[] = [],
  ): Promise<PostgresQueryResult<R>> | PostgresCursor<R> {
    if (typeof text !== 'string') throw new Error('Cursors are not simulated.');
    return this.#ask<R>(text, parameters);
  }

  release(): void {
    if (this.#lost === undefined) this.#giveBack(false);
    else void this.#lost.then(() => this.#giveBack(true));
  }

  async #ask<R>(text: string, parameters: readonly unknown[]): Promise<PostgresQueryResult<R>> {
    const { pulse, losesAnswer, watch } = this.#fate;
    await pulse.pass(Promise.resolve());
    if (this.#lost !== undefined) throw new Error('The connection was lost.');
    watch(text, parameters);
    const answer = this.#client.query<R>(text, parameters);
    const lostAfterMs = losesAnswer(text);
    if (lostAfterMs === undefined) return pulse.pass(answer);
    this.#lost = answer.catch(() => undefined);
    await pulse.pass(pauseFor(lostAfterMs));
    throw new Error('The connection was lost before the answer came.');
  }

  #giveBack(broken: boolean): void {
    if (this.#released) return;
    this.#released = true;
    this.#outlive();
    this.#client.release(broken);
  }
}
