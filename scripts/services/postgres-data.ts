import { execFileSync } from 'node:child_process';
import { chmodSync, chownSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Owner } from './postgres-owner.ts';
import { commandOf } from './process-identity.ts';
import { Refusal } from './refusal.ts';
import { stopProcess } from './stop-process.ts';

/** Where a cluster lives and whose it is. `home` is readable by its owner alone. */
export type PostgresData = { home: string; native: string; password: string; owner: Owner | undefined };

/** The one role of an embedded cluster. */
export const postgresRole = 'hikyaku';

/** The cluster's folder inside its home, made with initdb when it is not there. A half-made one is thrown away and made again. */
export function prepareCluster(data: PostgresData): string {
  mkdirSync(data.home, { recursive: true, mode: 0o700 });
  chmodSync(data.home, 0o700);
  own(data.home, data.owner);
  const cluster = path.join(data.home, 'data');
  if (!existsSync(cluster)) initialise(data, cluster);
  refuseOtherMajor(data, cluster);
  return cluster;
}

/** Stops a server that still runs on this cluster, and says so; undefined when none does. */
export async function stopLeftover(cluster: string): Promise<string | undefined> {
  const pid = runningServer(cluster);
  if (pid === undefined) return undefined;
  if (await stopProcess(pid, 'SIGINT', 20_000)) {
    return `Stopped PostgreSQL (process ${pid}), left over from an earlier run on the same data.`;
  }
  throw new Refusal(
    `PostgreSQL (process ${pid}) still runs on ${cluster} and does not stop: stop it, then start again.`,
  );
}

/** An environment of our own: the host's locale and PG… variables must not reach the server. */
export const postgresEnvironment: NodeJS.ProcessEnv = { LC_ALL: 'C', TZ: 'UTC', PATH: process.env['PATH'] };

function initialise(data: PostgresData, cluster: string): void {
  const draft = `${cluster}.draft`;
  const passwordFile = path.join(data.home, 'initial-password');
  rmSync(draft, { recursive: true, force: true });
  writeFileSync(passwordFile, data.password, { mode: 0o600 });
  own(passwordFile, data.owner);
  try {
    execFileSync(path.join(data.native, 'bin', 'initdb'), initdbArguments(draft, passwordFile), {
      cwd: '/',
      env: postgresEnvironment,
      stdio: ['ignore', 'ignore', 'pipe'],
      ...(data.owner && { uid: data.owner.uid, gid: data.owner.gid }),
    });
    renameSync(draft, cluster);
  } catch (cause) {
    throw new Refusal(`PostgreSQL's data folder could not be made in ${data.home}: ${reason(cause)}`, { cause });
  } finally {
    rmSync(passwordFile, { force: true });
    rmSync(draft, { recursive: true, force: true });
  }
}

function initdbArguments(folder: string, passwordFile: string): string[] {
  const role = ['-U', postgresRole, '--auth=scram-sha-256', `--pwfile=${passwordFile}`];
  // The builtin locale is the same on every machine.
  const locale = ['-E', 'UTF8', '--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'];
  return ['-D', folder, ...role, ...locale, '--no-sync', '--no-instructions'];
}

function refuseOtherMajor(data: PostgresData, cluster: string): void {
  const found = readFileSync(path.join(cluster, 'PG_VERSION'), 'utf8').trim();
  const ours = /\d+/.exec(
    execFileSync(path.join(data.native, 'bin', 'postgres'), ['-V'], { encoding: 'utf8', env: postgresEnvironment }),
  )?.[0];
  if (found === ours) return;
  throw new Refusal(
    `The data in ${cluster} is PostgreSQL ${found}'s and this is PostgreSQL ${ours}: dump it with the old version and restore it here, or set STATE_DIR to a new folder.`,
  );
}

/** The process named in postmaster.pid, if it runs and really is a server on this folder. */
function runningServer(cluster: string): number | undefined {
  const file = path.join(cluster, 'postmaster.pid');
  if (!existsSync(file)) return undefined;
  const pid = Number(readFileSync(file, 'utf8').split('\n')[0]);
  const command = pid > 0 ? commandOf(pid) : '';
  return command.includes('postgres') && command.includes(cluster) ? pid : undefined;
}

function own(target: string, owner: Owner | undefined): void {
  if (owner) chownSync(target, owner.uid, owner.gid);
}

function reason(cause: unknown): string {
  if (cause instanceof Error && 'stderr' in cause && String(cause.stderr).trim()) return String(cause.stderr).trim();
  return cause instanceof Error ? cause.message : String(cause);
}
