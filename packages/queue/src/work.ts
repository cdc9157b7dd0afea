import { Worker } from 'bullmq';
import type { Redis } from 'ioredis';
import { connectRedis, type QueueConnection } from './connection.ts';
import type { JobDefinition } from './job.ts';

/** A running worker; `drain` takes no new job and waits for those under way, whether the server is there or not. */
export type Work = { drain(): Promise<void> };

/** How long the server may take to answer that it is there, and to be told that the last jobs are done. */
const farewellMs = 1_000;

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
  const running = new Set<Promise<void>>();
  const handleOne = (data: unknown) => {
    const handling = handle(job.payload.parse(data));
    running.add(handling);
    const forget = () => running.delete(handling);
    handling.then(forget, forget);
    return handling;
  };
  const worker = new Worker(job.name, (taken) => handleOne(taken.data), {
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
      // With the server away, a graceful close would wait for it to come back and a forced one for nothing: jobs are waited for here.
      const closed = worker.close(!(await answers(redis)));
      await Promise.allSettled(running);
      // A job whose end the server never hears of is run again, which is harmless.
      await within(farewellMs, closed);
      redis.disconnect();
    },
  };
}

/** A connection that is ready by its own account may be lost and not know it yet. */
async function answers(redis: Redis): Promise<boolean> {
  if (redis.status !== 'ready') return false;
  return (
    (await within(
      farewellMs,
      redis.ping().catch(() => undefined),
    )) === 'PONG'
  );
}

async function within<Value>(ms: number, promise: Promise<Value>): Promise<Value | undefined> {
  const over = Promise.withResolvers<undefined>();
  const timer = setTimeout(() => over.resolve(undefined), ms);
  const value = await Promise.race([promise, over.promise]);
  clearTimeout(timer);
  return value;
}
