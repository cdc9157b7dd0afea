import path from 'node:path';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Redis } from 'ioredis';
import { redisCache } from './kept-services.ts';
import { startProgram } from './program.ts';
import { projectRoot } from './project.ts';
import { type OwnRedis, ownRedis } from './redis.ts';
import { findRedisServer, type RedisServer } from './redis-server.ts';
import { type Scratch, scratch } from './testing/scratch.ts';

let server: RedisServer;
let test: Scratch;
beforeAll(async () => {
  server = await findRedisServer(process.env, redisCache(projectRoot, '/tmp'));
});
beforeEach(() => {
  test = scratch();
});
afterEach(() => test.remove());

function prepare(): Promise<OwnRedis> {
  const folder = path.join(test.folder, 'redis');
  const logFile = path.join(test.folder, 'redis.log');
  return ownRedis(server, { folder, durable: true, record: test.record, logFile, stage: 1 });
}

async function ask<T>(url: string, question: (client: Redis) => Promise<T>): Promise<T> {
  const client = new Redis(url, { retryStrategy: () => null, maxRetriesPerRequest: 0 });
  client.on('error', () => {});
  try {
    return await question(client);
  } finally {
    client.disconnect();
  }
}

describe('ownRedis', () => {
  it('keeps its keys from one start to the next, in a folder with a space in its name', async () => {
    const first = await prepare();
    const running = await startProgram(first);
    await ask(first.url, (client) => client.set('wake-up', '飛脚'));
    await running.stop();

    const second = await prepare();
    await startProgram(second);
    expect(await ask(second.url, (client) => client.get('wake-up'))).toBe('飛脚');
  });

  it('comes up again after kill -9', async () => {
    const first = await prepare();
    const running = await startProgram(first);
    process.kill(running.pid, 'SIGKILL');
    await running.exited;
    const second = await prepare();
    await startProgram(second);
    expect(await ask(second.url, (client) => client.ping())).toBe('PONG');
  });

  it('never evicts a key, and answers nobody without the password', async () => {
    const redis = await prepare();
    await startProgram(redis);
    const policy = await ask(redis.url, (client) => client.config('GET', 'maxmemory-policy'));
    expect(JSON.stringify(policy)).toContain('noeviction');
    const stranger = new URL(redis.url);
    stranger.password = '';
    await expect(ask(stranger.href, (client) => client.set('a', 'b'))).rejects.toThrow();
  });
});

describe('findRedisServer', () => {
  it('takes what is on PATH before it fetches anything', async () => {
    const env = { PATH: path.dirname(server.command) };
    expect((await findRedisServer(env, path.join(test.folder, 'cache'))).origin).toBe(
      path.join(path.dirname(server.command), 'redis-server'),
    );
  });

  it('says how to get one where it can neither find nor fetch one', async () => {
    const nowhere = { PATH: test.folder };
    await expect(findRedisServer(nowhere, path.join(test.folder, 'cache'))).rejects.toThrow(
      /no apt-get or dpkg.*apt-get install redis-server.*REDIS_URL=redis:\/\/127\.0\.0\.1:6379/,
    );
  });
});
