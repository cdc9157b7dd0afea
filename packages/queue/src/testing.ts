import { randomBytes } from 'node:crypto';
import { Redis } from 'ioredis';
import type { QueueConnection } from './connection.ts';

/** Queues of one test file's own, and the way to remove them; other keys of the server are not touched. */
export type TestQueues = { connection: QueueConnection; wipe(): Promise<void>; close(): Promise<void> };

/** A prefix of its own on the server that `npm test` starts (HIKYAKU_TEST_REDIS_URL). */
export function testQueues(): TestQueues {
  const url = process.env['HIKYAKU_TEST_REDIS_URL'];
  if (!url) throw new Error('HIKYAKU_TEST_REDIS_URL is not set: run the tests with `npm test`.');
  const prefix = `{test-${randomBytes(6).toString('hex')}}`;
  const redis = new Redis(url);
  const wipe = async () => {
    const keys = await redis.keys(`${prefix}:*`);
    if (keys.length > 0) await redis.del(keys);
  };
  return {
    connection: { url, prefix },
    wipe,
    close: async () => {
      await wipe();
      redis.disconnect();
    },
  };
}
