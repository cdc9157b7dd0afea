import { randomBytes } from 'node:crypto';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { stopRun } from './abandoned-runs.ts';
import type { Child } from './child.ts';
import { type Guardian, postGuardian } from './guardian.ts';
import { redisCache } from './kept-services.ts';
import { embeddedPostgres } from './postgres.ts';
import { postgresBinaries } from './postgres-binaries.ts';
import { binariesForRoot } from './postgres-home.ts';
import { postgresOwner } from './postgres-owner.ts';
import { startProgram } from './program.ts';
import { ownRedis } from './redis.ts';
import { findRedisServer } from './redis-server.ts';
import { openRunRecord, type RunRecord } from './run-record.ts';

/** A temporary folder and the processes that end with it. */
export type ThrowAway = { folder: string; record: RunRecord; guardian: Guardian; children: Child[] };

/** Makes a temporary folder that vanishes when it is ended, also when this process is killed. */
export function openThrowAway(): ThrowAway {
  const folder = mkdtempSync(path.join(tmpdir(), 'hikyaku-test-'));
  // Postgres may run as another user, who must be able to pass through; what lies inside is closed to him.
  chmodSync(folder, 0o711);
  const record = openRunRecord(path.join(folder, 'run'), { alsoRemove: folder });
  return { folder, record, guardian: postGuardian(record.folder), children: [] };
}

/** Starts an embedded PostgreSQL that nothing outlives, without durability; returns the address of its database postgres. */
export async function throwAwayPostgres(run: ThrowAway): Promise<string> {
  const owner = postgresOwner();
  const { native } = postgresBinaries(owner && binariesForRoot);
  const home = path.join(run.folder, 'postgres');
  const password = randomBytes(16).toString('base64url');
  const logFile = path.join(run.folder, 'postgres.log');
  const postgres = await embeddedPostgres(
    { home, password, native, owner },
    { durable: false, record: run.record, logFile, stage: 0 },
  );
  run.children.push(await startProgram(postgres));
  return postgres.url('postgres');
}

/** Starts a Redis that nothing outlives; returns its address. */
export async function throwAwayRedis(
  run: ThrowAway,
  env: NodeJS.ProcessEnv,
  projectRoot: string,
  signal?: AbortSignal,
): Promise<string> {
  const server = await findRedisServer(env, redisCache(projectRoot, run.folder), signal);
  const logFile = path.join(run.folder, 'redis.log');
  const folder = path.join(run.folder, 'redis');
  const redis = await ownRedis(server, { folder, durable: false, record: run.record, logFile, stage: 1 });
  run.children.push(await startProgram(redis));
  return redis.url;
}

/** Stops everything, also what was still being started, and removes the folder. */
export async function endThrowAway(run: ThrowAway): Promise<void> {
  for (const child of run.children.toReversed()) await child.stop();
  await stopRun(run.record.folder);
  await run.guardian.dismiss();
  rmSync(run.folder, { recursive: true, force: true });
}
