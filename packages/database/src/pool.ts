import { Pool } from 'pg';

/** How a pool is opened. `statementTimeoutMs` defaults to 30,000; the gate's pool must stay below 5,000 (0 turns it off). */
export type PoolOptions = {
  url: string;
  applicationName: string;
  maxConnections?: number;
  statementTimeoutMs?: number;
  /** Told when an idle connection breaks, for instance because the server stops; the pool goes on by itself. */
  onIdleError?: (error: Error) => void;
};

/** A pool of connections that wait 5 s at most for a free one, and survive a restart of the server. */
export function openPool(options: PoolOptions): Pool {
  const pool = new Pool({
    connectionString: options.url,
    application_name: options.applicationName,
    max: options.maxConnections ?? 10,
    connectionTimeoutMillis: 5_000,
    statement_timeout: options.statementTimeoutMs ?? 30_000,
  });
  // Without a listener an idle client that is told of a server's stop would end the process.
  pool.on('error', (error) => options.onIdleError?.(error));
  // Nor may one whose server ends between two statements of a transaction: its next statement fails, and that is told.
  pool.on('connect', (client) => client.on('error', () => {}));
  return pool;
}
