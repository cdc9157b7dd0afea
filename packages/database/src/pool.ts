import { Socket } from 'node:net';
import { Pool } from 'pg';
import { type Db, openDb } from './db.ts';

/** How a pool is opened. `statementTimeoutMs` defaults to 30,000; the gate's pool must stay below 5,000 (0 turns it off). */
export type PoolOptions = {
  url: string;
  applicationName: string;
  maxConnections?: number;
  statementTimeoutMs?: number;
  /** How long to wait for a free connection, or for a server to take a new one (5,000). */
  connectWithinMs?: number;
  /** How long to wait for an answer before the question fails on this side; without it, as long as the network takes to give up. */
  answerWithinMs?: number;
  /** Told when an idle connection breaks, for instance because the server stops; the pool goes on by itself. */
  onIdleError?: (error: Error) => void;
};

/** A pool of connections that wait 5 s at most for a free one, and survive a restart of the server. */
export function openPool(options: PoolOptions): Pool {
  return openOver(options, () => new Socket());
}

/** A database and the way to break with it: `cut` ends every connection under way, as the network would at last; new ones are made after. */
export type Link = { db: Db; cut(): void };

/** Opens a database whose answers may be given up while they are waited for: a server that went silent would hold them for minutes. */
export function openLink(options: PoolOptions): Link {
  const sockets = new Set<Socket>();
  const pool = openOver(options, () => {
    const socket = new Socket();
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
    return socket;
  });
  return {
    db: openDb(pool),
    cut: () => {
      for (const socket of sockets) socket.destroy();
    },
  };
}

function openOver(options: PoolOptions, stream: () => Socket): Pool {
  const pool = new Pool({
    connectionString: options.url,
    application_name: options.applicationName,
    max: options.maxConnections ?? 10,
    connectionTimeoutMillis: options.connectWithinMs ?? 5_000,
    statement_timeout: options.statementTimeoutMs ?? 30_000,
    ...(options.answerWithinMs === undefined ? {} : { query_timeout: options.answerWithinMs }),
    stream,
  });
  // Without a listener an idle client that is told of a server's stop would end the process.
  pool.on('error', (error) => options.onIdleError?.(error));
  // Nor may one whose server ends between two statements of a transaction: its next statement fails, and that is told.
  pool.on('connect', (client) => client.on('error', () => {}));
  return pool;
}
