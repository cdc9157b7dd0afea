import path from 'node:path';
import { rotatedLog } from './log-file.ts';
import { embeddedPostgres } from './postgres.ts';
import { postgresBinaries } from './postgres-binaries.ts';
import { binariesForRoot, postgresHome } from './postgres-home.ts';
import { postgresOwner } from './postgres-owner.ts';
import type { Program } from './program.ts';
import { ownRedis } from './redis.ts';
import { findRedisServer } from './redis-server.ts';
import type { RunRecord } from './run-record.ts';
import { firstWritable } from './state-dir.ts';

/** A data service of this run: where it answers, the program that we run for it (none when it is somebody else's), and what to say about it. */
export type Service = { url: string; program: Program | undefined; origin: string; notes: string[] };

/** What the services of a run are made from. */
export type ServiceContext = {
  env: NodeJS.ProcessEnv;
  stateDir: string;
  projectRoot: string;
  record: RunRecord;
  signal: AbortSignal;
};

/** PostgreSQL: DATABASE_URL when set, else the embedded one with its data in the state folder. `url` names the database hikyaku, which may not exist yet. */
export async function keptPostgres(context: ServiceContext): Promise<Service & { adminUrl: string | undefined }> {
  const given = context.env['DATABASE_URL'];
  if (given) return { url: given, adminUrl: undefined, program: undefined, origin: 'DATABASE_URL', notes: [] };
  const owner = postgresOwner();
  const { native, version } = postgresBinaries(owner && binariesForRoot);
  const { home, password } = postgresHome(context.stateDir, owner !== undefined);
  const postgres = await embeddedPostgres(
    { home, password, native, owner },
    { durable: true, record: context.record, logFile: log(context, 'postgres'), stage: 0 },
  );
  return {
    url: postgres.url('hikyaku'),
    adminUrl: postgres.url('postgres'),
    program: postgres,
    origin: `embedded ${version}, data in ${home}`,
    notes: postgres.note ? [postgres.note] : [],
  };
}

/** Redis: REDIS_URL when set, else one of our own with its data in the state folder. */
export async function keptRedis(context: ServiceContext): Promise<Service> {
  const given = context.env['REDIS_URL'];
  if (given) return { url: given, program: undefined, origin: 'REDIS_URL', notes: [] };
  const server = await findRedisServer(context.env, redisCache(context.projectRoot, context.stateDir), context.signal);
  const folder = path.join(context.stateDir, 'redis');
  const redis = await ownRedis(server, {
    folder,
    durable: true,
    record: context.record,
    logFile: log(context, 'redis'),
    stage: 1,
  });
  return { url: redis.url, program: redis, origin: server.origin, notes: [] };
}

/** Where an unpacked Redis is kept: in the project, so that all commands share it, else in a folder that can be written to. */
export function redisCache(projectRoot: string, otherwise: string): string {
  return firstWritable([path.join(projectRoot, '.cache')]) ?? path.join(otherwise, 'cache');
}

function log(context: ServiceContext, name: string): string {
  return rotatedLog(path.join(context.stateDir, 'logs'), name);
}
