import { Redis } from 'ioredis';

/** Why a Redis server must not hold our queues, in a sentence; undefined when it may. It must never evict a job to make room. */
export async function unfitForQueues(url: string): Promise<string | undefined> {
  const redis = new Redis(url, { maxRetriesPerRequest: 1, lazyConnect: true });
  redis.on('error', () => {});
  try {
    await redis.connect();
    const policy = /maxmemory_policy:(\S+)/.exec(await redis.info('memory'))?.[1];
    if (policy === undefined || policy === 'noeviction') return undefined;
    return `Redis has maxmemory-policy ${policy} and would throw jobs away when it is full: set it to noeviction.`;
  } finally {
    redis.disconnect();
  }
}
