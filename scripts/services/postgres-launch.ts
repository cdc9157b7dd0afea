import { once } from 'node:events';
import { connect } from 'node:net';
import { totalmem } from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { type Child, startChild } from './child.ts';
import { lastLines } from './log-file.ts';
import { type PostgresData, postgresEnvironment } from './postgres-data.ts';
import type { RunRecord } from './run-record.ts';

/** How the embedded server is run. Without durability a crash of the machine may lose the data: for throw-away clusters alone. */
export type PostgresOptions = { durable: boolean; record: RunRecord; logFile: string; stage: number };

/** Starts the server. One that was killed a moment ago may leave processes that hold its memory for another moment: then it is started again, for 10 s at most. */
export async function launchPostgres(
  data: PostgresData,
  cluster: string,
  port: number,
  options: PostgresOptions,
): Promise<Child> {
  const until = performance.now() + 10_000;
  for (;;) {
    const child = await launchOnce(data, cluster, port, options);
    const ended = await endsBeforeItListens(child, port);
    const passes = /still in use|lock file/.test(lastLines(options.logFile, 3));
    if (!ended || !passes || performance.now() > until) return child;
    await delay(200);
  }
}

function launchOnce(data: PostgresData, cluster: string, port: number, options: PostgresOptions): Promise<Child> {
  const settings = [
    'listen_addresses=127.0.0.1',
    // Socket paths have a length limit and an owner; loopback has neither.
    'unix_socket_directories=',
    'max_connections=200',
    'timezone=UTC',
    'log_timezone=UTC',
    ...sizes(),
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

/**
 * A newsletter to a million touches half a gigabyte: with the 128 MB that PostgreSQL takes by default, and a checkpoint at every GB of
 * log, every page would be written again and again. Every statement here is short, so none gains by workers or compilation.
 */
function sizes(): string[] {
  const sharedMiB = Math.min(1_024, Math.max(128, Math.floor(totalmem() / 2 ** 20 / 16)));
  return [
    `shared_buffers=${sharedMiB}MB`,
    'max_wal_size=4GB',
    'checkpoint_timeout=15min',
    'wal_compression=on',
    'random_page_cost=1.1',
    'max_parallel_workers_per_gather=0',
    'jit=off',
  ];
}

/** It listens as soon as its memory is its own, long before it has recovered and lets anybody in. */
async function endsBeforeItListens(child: Child, port: number): Promise<boolean> {
  const until = performance.now() + 5_000;
  const life = { ended: false };
  const ended = child.exited.then(() => (life.ended = true));
  while (!life.ended && performance.now() < until && !(await listens(port))) await Promise.race([ended, delay(20)]);
  return life.ended;
}

async function listens(port: number): Promise<boolean> {
  const socket = connect(port, '127.0.0.1');
  try {
    await once(socket, 'connect');
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}
