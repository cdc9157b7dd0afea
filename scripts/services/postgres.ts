import { Client, DatabaseError, escapeIdentifier } from 'pg';
import { freePort } from './free-port.ts';
import { type PostgresData, postgresRole, prepareCluster, stopLeftover } from './postgres-data.ts';
import { launchPostgres, type PostgresOptions } from './postgres-launch.ts';
import type { Program } from './program.ts';
import { Refusal } from './refusal.ts';

/** An embedded PostgreSQL that listens on loopback only, and what was found running in its place. */
export type EmbeddedPostgres = Program & { note: string | undefined; url(database: string): string };

/** Prepares the cluster and a free port; the program it returns starts the server there, as often as needed. */
export async function embeddedPostgres(data: PostgresData, options: PostgresOptions): Promise<EmbeddedPostgres> {
  const cluster = prepareCluster(data);
  const note = await stopLeftover(cluster);
  const port = await freePort();
  const url = (database: string): string =>
    `postgres://${postgresRole}:${encodeURIComponent(data.password)}@127.0.0.1:${port}/${encodeURIComponent(database)}`;
  return {
    name: 'postgres',
    note,
    url,
    logFile: options.logFile,
    // Crash recovery replays the log first, and refuses connections while it does.
    readyWithinMs: 120_000,
    launch: () => launchPostgres(data, cluster, port, options),
    answers: () => answers(url('postgres')),
  };
}

/** Makes a database unless it is there. */
export async function createDatabase(adminUrl: string, name: string): Promise<void> {
  const client = new Client({ connectionString: adminUrl });
  await client.connect();
  try {
    const { rowCount } = await client.query('select from pg_database where datname = $1', [name]);
    if (rowCount === 0) await client.query(`create database ${escapeIdentifier(name)}`);
  } finally {
    await client.end();
  }
}

/** What a server says of its version, for instance 18.4. Rejects when it does not answer. */
export async function serverVersion(url: string): Promise<string> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  client.on('error', () => {});
  try {
    await client.connect();
    const { rows } = await client.query<{ server_version: string }>('show server_version');
    return rows[0]?.server_version ?? '';
  } finally {
    await client.end().catch(() => {});
  }
}

async function answers(url: string): Promise<boolean> {
  try {
    await serverVersion(url);
    return true;
  } catch (error) {
    if (error instanceof DatabaseError && error.code === '28P01') {
      throw new Refusal('PostgreSQL refuses the password that STATE_DIR keeps for it in postgres.json.', {
        cause: error,
      });
    }
    return false;
  }
}
