import { Redis } from 'ioredis';

/** Where the queues live: a server, and the hash-tagged prefix that keeps them in one cluster slot and apart from others'. */
export type QueueConnection = { url: string; prefix: string };

/** The prefix of the product's own queues. */
export const defaultPrefix = '{hikyaku}';

/**
 * A connection that waits for a server that is away and comes back by itself. `impatient` ones fail a command at once while the
 * server is away: for those who enqueue, because the row is the truth and the job only a reminder.
 */
export function connectRedis(url: string, temper: 'patient' | 'impatient', onError: (error: Error) => void): Redis {
  const redis = new Redis(url, {
    maxRetriesPerRequest: temper === 'patient' ? null : 0,
    enableOfflineQueue: temper === 'patient',
    retryStrategy: (times) => Math.min(50 * 2 ** Math.min(times, 6), 2_000),
  });
  redis.on('error', onError);
  return redis;
}
