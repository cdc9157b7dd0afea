import { Worker } from 'bullmq';
import { connectRedis, type QueueConnection } from './connection.ts';
import type { JobDefinition } from './job.ts';

/** A running worker; `drain` takes no new job and waits for those under way. */
export type Work = { drain(): Promise<void> };

/**
 * Runs a kind of job, `concurrency` at a time. A job may run twice (its lock is no fence), so handlers must be harmless to repeat.
 * A handler that throws fails the job, which is told and forgotten: the reconciler puts back what is still due.
 */
export function work<Payload>(
  connection: QueueConnection,
  job: JobDefinition<Payload>,
  handle: (payload: Payload) => Promise<void>,
  options: { concurrency: number; onError: (error: Error) => void },
): Work {
  const redis = connectRedis(connection.url, 'patient', options.onError);
  const worker = new Worker(job.name, (taken) => handle(job.payload.parse(taken.data)), {
    connection: redis,
    prefix: connection.prefix,
    concurrency: options.concurrency,
    // Short, so that the jobs of a killed process come back within seconds; a lock lost by a slow one costs a harmless repeat.
    lockDuration: 6_000,
    stalledInterval: 2_000,
    maxStalledCount: 1_000,
    skipVersionCheck: true,
  });
  worker.on('error', options.onError);
  worker.on('failed', (_job, error) => options.onError(error));
  return {
    async drain() {
      // With the server away there is nothing to wait for: a graceful close would wait for it to come back.
      await worker.close(redis.status !== 'ready');
      redis.disconnect();
    },
  };
}
