import { accessSync, constants, statSync } from 'node:fs';
import path from 'node:path';
import { redisFromDebian } from './redis-from-debian.ts';
import { Refusal } from './refusal.ts';

/** A Redis (or Valkey) server program, the environment it needs, and where it came from in words. */
export type RedisServer = { command: string; env: NodeJS.ProcessEnv; origin: string };

/** Finds redis-server or valkey-server on PATH, else unpacks the distribution's package into `cache` without root; else refuses and says what to do. */
export async function findRedisServer(
  env: NodeJS.ProcessEnv,
  cache: string,
  signal?: AbortSignal,
): Promise<RedisServer> {
  for (const name of ['redis-server', 'valkey-server']) {
    const command = onPath(name, env['PATH'] ?? '');
    if (command) return { command, env, origin: command };
  }
  const unpacked = await redisFromDebian(env, cache, signal);
  if (unpacked.ok) return unpacked.server;
  throw new Refusal(
    `There is no redis-server or valkey-server on PATH, and ${unpacked.reason}. Install one (\`apt-get install redis-server\`, \`brew install redis\`) or set REDIS_URL, for instance REDIS_URL=redis://127.0.0.1:6379.`,
  );
}

function onPath(name: string, searchPath: string): string | undefined {
  return searchPath
    .split(path.delimiter)
    .filter((folder) => path.isAbsolute(folder))
    .map((folder) => path.join(folder, name))
    .find((file) => isExecutable(file));
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}
