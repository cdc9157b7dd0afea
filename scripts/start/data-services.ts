import { keptPostgres, keptRedis, type ServiceContext } from '../services/kept-services.ts';
import { createDatabase, serverVersion } from '../services/postgres.ts';
import { answersPing } from '../services/redis.ts';
import { Refusal } from '../services/refusal.ts';
import { row } from './announce.ts';
import type { Crew } from './crew.ts';

/** Starts PostgreSQL and Redis side by side, or finds those that DATABASE_URL and REDIS_URL name, and tells what it found. */
export async function startDataServices(
  crew: Crew,
  context: ServiceContext,
  say: (line: string) => void,
): Promise<{ databaseUrl: string; redisUrl: string }> {
  const began = performance.now();
  const seconds = (): string => `${((performance.now() - began) / 1000).toFixed(1)} s`;
  const postgres = async (): Promise<string> => {
    const service = await keptPostgres(context);
    for (const note of service.notes) say(note);
    if (service.program) await crew.join(service.program, 0);
    if (service.adminUrl) await createDatabase(service.adminUrl, 'hikyaku');
    const version = await serverVersion(service.url).catch((cause: unknown) => {
      throw unreachable('DATABASE_URL', cause);
    });
    say(row('PostgreSQL', `${version} (${service.origin}) ${seconds()}`));
    return service.url;
  };
  const redis = async (): Promise<string> => {
    const service = await keptRedis(context);
    if (service.program) await crew.join(service.program, 1);
    else if (!(await answersPing(service.url))) throw unreachable('REDIS_URL');
    say(row('Redis', `(${service.origin}) ${seconds()}`));
    return service.url;
  };
  const [databaseUrl, redisUrl] = await Promise.all([postgres(), redis()]);
  return { databaseUrl, redisUrl };
}

function unreachable(variable: string, cause?: unknown): Refusal {
  const why = cause instanceof Error && cause.message ? ` (${cause.message})` : '';
  return new Refusal(
    `${variable} names a server that does not answer${why}: start it, correct the address, or leave ${variable} out.`,
  );
}
