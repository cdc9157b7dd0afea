import { Queue } from 'bullmq';
import type { Redis } from 'ioredis';
import { connectRedis, type QueueConnection } from './connection.ts';
import type { JobDefinition } from './job.ts';

/** Adds a job of any kind under an id: while one of that id waits, a repeat only brings its time forward; while one runs, one more follows. */
export type Enqueue = <Payload>(
  job: JobDefinition<Payload>,
  id: string,
  payload: Payload,
  options?: { delayMs?: number },
) => Promise<void>;

/** The adding side of the queues. `ping` answers whether Redis does; `close` lets go of the connection. */
export type Enqueuer = { enqueue: Enqueue; ping(): Promise<void>; close(): Promise<void> };

/** Opens the adding side. Errors of the connection are told, not thrown; a job that cannot be added rejects. */
export function openEnqueuer(connection: QueueConnection, onError: (error: Error) => void): Enqueuer {
  const redis: Redis = connectRedis(connection.url, 'impatient', onError);
  const queues = new Map<string, Queue>();

  function queueOf(name: string): Queue {
    const known = queues.get(name);
    if (known) return known;
    const queue = new Queue(name, { connection: redis, prefix: connection.prefix, skipVersionCheck: true });
    queue.on('error', onError);
    queues.set(name, queue);
    return queue;
  }

  return {
    async enqueue(job, id, payload, { delayMs = 0 } = {}) {
      await queueOf(job.name).add(job.name, job.payload.parse(payload), {
        delay: delayMs,
        deduplication: { id, keepLastIfActive: true, reschedule: true },
        removeOnComplete: true,
        removeOnFail: { count: 1_000 },
      });
    },
    async ping() {
      await redis.ping();
    },
    async close() {
      await Promise.all([...queues.values()].map((queue) => queue.close()));
      redis.disconnect();
    },
  };
}
