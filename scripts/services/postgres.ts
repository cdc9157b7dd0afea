import path from 'node:path';
import { Client, DatabaseError, escapeIdentifier } from 'pg';
import { type Child, startChild } from './child.ts';
import { freePort } from './free-port.ts';
import { type PostgresData, postgresEnvironment, postgresRole, prepareCluster, stopLeftover } from './postgres-data.ts';
import type { Program } from './program.ts';
import { Refusal } from './refusal.ts';
import type { RunRecord } from './run-record.ts';

/** How the embedded server is run. Without durability a crash of the machine may lose the data: for throw-away clusters alone. */
export type PostgresOptions = { durable: boolean; record: RunRecord; logFile: string; stage: number };

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
    launch: () => launch(data, cluster, port, options),
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

function launch(data: PostgresData, cluster: string, port: number, options: PostgresOptions): Promise<Child> {
  const settings = [
    `listen_addresses=127.0.0.1`,
    // Socket paths have a length limit and an owner; loopback has neither.
    'unix_socket_directories=',
    'max_connections=200',
    'timezone=UTC',
    'log_timezone=UTC',
    ...(options.durable ? [] : ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off']),
  ];
  return startChild({
    name: 'postgres',
    command: path.join(data.native, 'bin', 'postgres'),
    args: ['-D', cluster, '-p', String(port), ...settings.flatMap((setting) => ['-c', setting])],
    env: postgresEnvironment,
    cwd: '/',
    logFile: options.logFile,
    record: options.record,
    // SIGINT is the fast shutdown: sessions are ended, nothing is lost.
    stopSignal: 'SIGINT',
    stage: options.stage,
    patienceMs: 30_000,
    ...(data.owner && { owner: { uid: data.owner.uid, gid: data.owner.gid } }),
  });
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
