import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { defineJob, type Enqueuer, openEnqueuer, work } from './index.ts';
import { type TestQueues, testQueues } from './testing.ts';

const tick = defineJob('test.tick', z.object({ slotId: z.number() }));
const fail = (error: Error) => {
  throw error;
};

let queues: TestQueues;
let enqueuer: Enqueuer;
beforeAll(() => {
  queues = testQueues();
  enqueuer = openEnqueuer(queues.connection, () => {});
});
afterAll(async () => {
  await enqueuer.close();
  await queues.close();
});

/** A worker whose runs can be awaited one by one, each held until it is let go. */
function heldWorker() {
  const runs: { slotId: number; letGo: () => void }[] = [];
  let announce: () => void = () => {};
  const worker = work(
    queues.connection,
    tick,
    (payload) =>
      new Promise<void>((resolve) => {
        runs.push({ ...payload, letGo: resolve });
        announce();
      }),
    { concurrency: 4, onError: fail },
  );
  const until = (count: number) =>
    new Promise<void>((resolve) => {
      announce = () => {
        if (runs.length >= count) resolve();
      };
      announce();
    });
  return { runs, until, drain: () => worker.drain() };
}

describe('enqueue', () => {
  it('refuses a payload that does not fit its job', async () => {
    await expect(enqueuer.enqueue(tick, 'x', { slotId: 'one' } as never)).rejects.toThrow(/expected number/);
  });

  it('runs jobs of one id once while waiting, and once more when added during a run', async () => {
    await Promise.all([1, 2, 3].map(() => enqueuer.enqueue(tick, 'slot-1', { slotId: 1 })));
    const worker = heldWorker();
    await worker.until(1);
    await Promise.all([1, 2, 3].map(() => enqueuer.enqueue(tick, 'slot-1', { slotId: 1 })));
    worker.runs[0]?.letGo();
    await worker.until(2);
    await enqueuer.enqueue(tick, 'slot-2', { slotId: 2 });
    await worker.until(3);
    worker.runs[1]?.letGo();
    worker.runs[2]?.letGo();
    await worker.drain();
    expect(worker.runs.map((run) => run.slotId)).toEqual([1, 1, 2]);
  });

  it('brings a delayed job forward when it is asked for now', async () => {
    await enqueuer.enqueue(tick, 'slot-3', { slotId: 3 }, { delayMs: 3_600_000 });
    await enqueuer.enqueue(tick, 'slot-3', { slotId: 3 });
    const worker = heldWorker();
    await worker.until(1);
    worker.runs[0]?.letGo();
    await worker.drain();
    expect(worker.runs).toHaveLength(1);
  });

  it('takes jobs again after Redis lost everything', async () => {
    await enqueuer.enqueue(tick, 'slot-4', { slotId: 4 }, { delayMs: 3_600_000 });
    await queues.wipe();
    await enqueuer.enqueue(tick, 'slot-4', { slotId: 4 });
    const worker = heldWorker();
    await worker.until(1);
    worker.runs[0]?.letGo();
    await worker.drain();
    expect(worker.runs[0]?.slotId).toBe(4);
  });
});
