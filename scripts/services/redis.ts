import { randomBytes } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { Redis } from 'ioredis';
import { startChild } from './child.ts';
import { freePort } from './free-port.ts';
import type { Program } from './program.ts';
import type { RedisServer } from './redis-server.ts';
import type { RunRecord } from './run-record.ts';

/** How our own Redis is run. Without durability it keeps nothing on disk. */
export type RedisOptions = { folder: string; durable: boolean; record: RunRecord; logFile: string; stage: number };

/** A Redis of our own on loopback, behind a password made for this run. */
export type OwnRedis = Program & { url: string };

/** Chooses a free port and a password; the program it returns starts Redis there, as often as needed. */
export async function ownRedis(server: RedisServer, options: RedisOptions): Promise<OwnRedis> {
  mkdirSync(options.folder, { recursive: true, mode: 0o700 });
  const port = await freePort();
  const password = randomBytes(24).toString('base64url');
  const url = `redis://:${password}@127.0.0.1:${port}`;
  return {
    name: 'redis',
    url,
    logFile: options.logFile,
    readyWithinMs: 60_000,
    launch: () =>
      startChild({
        name: 'redis',
        command: server.command,
        // Settings come by standard input: the password would be seen by everybody in the process list.
        args: ['-'],
        input: settings(port, password, options.durable),
        env: server.env,
        cwd: options.folder,
        logFile: options.logFile,
        record: options.record,
        stopSignal: 'SIGTERM',
        stage: options.stage,
        patienceMs: 15_000,
      }),
    answers: () => answersPing(url),
  };
}

/** Whether a Redis answers PING at this address. */
export async function answersPing(url: string): Promise<boolean> {
  const client = new Redis(url, {
    lazyConnect: true,
    retryStrategy: () => null,
    connectTimeout: 5_000,
    maxRetriesPerRequest: 0,
  });
  client.on('error', () => {});
  try {
    await client.connect();
    return (await client.ping()) === 'PONG';
  } catch {
    return false;
  } finally {
    client.disconnect();
  }
}

function settings(port: number, password: string, durable: boolean): string {
  const lines = [
    `port ${port}`,
    'bind 127.0.0.1',
    `requirepass ${password}`,
    'dir .',
    `appendonly ${durable ? 'yes' : 'no'}`,
    'save ""',
    // One for each product that tests run at the same time.
    'databases 64',
    // BullMQ loses jobs when Redis may evict keys.
    'maxmemory-policy noeviction',
    'daemonize no',
  ];
  return `${lines.join('\n')}\n`;
}
