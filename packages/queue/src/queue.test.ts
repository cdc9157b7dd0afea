import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';
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

/** The test's Redis behind a door that can be shut: what has passed is cut off, and nothing passes any more. */
async function doorTo(url: string): Promise<{ url: string; shut: () => Promise<void> }> {
  const there = new URL(url);
  const sockets = new Set<Socket>();
  const door = createServer((client) => {
    const server = connect(Number(there.port), there.hostname);
    for (const socket of [client, server]) {
      sockets.add(socket);
      socket.on('error', () => {}).once('close', () => sockets.delete(socket));
    }
    client.pipe(server).pipe(client);
  });
  door.listen(0, '127.0.0.1');
  await once(door, 'listening');
  const address = door.address();
  const through = new URL(url);
  through.host = `127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`;
  return {
    url: through.href,
    async shut() {
      const closed = once(door, 'close');
      door.close();
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}

describe('drain', () => {
  it('waits for the jobs under way also when the server is away, and ends although it does not come back', async () => {
    const door = await doorTo(queues.connection.url);
    const begun = Promise.withResolvers<void>();
    const away = Promise.withResolvers<void>();
    const letGo = Promise.withResolvers<void>();
    const happened: string[] = [];
    const worker = work(
      { ...queues.connection, url: door.url },
      tick,
      async () => {
        begun.resolve();
        await letGo.promise;
        happened.push('job done');
      },
      { concurrency: 1, onError: () => away.resolve() },
    );
    await enqueuer.enqueue(tick, 'slot-5', { slotId: 5 });
    await begun.promise;
    await door.shut();
    await away.promise;
    const drained = worker.drain().then(() => happened.push('drained'));
    // A drain that did not wait for the job would be over in a few turns of the loop.
    for (let turn = 0; turn < 100; turn++) await new Promise((resolve) => setImmediate(resolve));
    letGo.resolve();
    await drained;
    expect(happened).toEqual(['job done', 'drained']);
  });
});
