import { median } from './median.ts';
import { type Part, type Run, startBench } from './product.ts';
import type { Receiver } from './receiver.ts';

/** What a large audience costs a letter, against ten thousand people written to again and again. */
export type Growth = {
  audience: number;
  /** CPU a letter at the large audience over CPU a letter at 10,000, everything but the receiver. */
  costGrowth: number;
  largePerSecond: number;
  importMillionSeconds: number;
  prepareMillionSeconds: number;
  senderPeakMiB: number;
  redisPeakMiB: number;
  books: Run['books'];
};

const small = 10_000;
const smallRuns = 10;

/** Measures it, unsigned, with one sender. */
export async function measureGrowth(receiver: Receiver, audience: number, sections: number): Promise<Growth> {
  const bench = await startBench(receiver, 1);
  try {
    const few = await bench.people(small);
    const seen: Run[] = [];
    for (let run = 0; run < smallRuns; run++) {
      seen.push(await bench.run(few.listId, small, { signed: false, sections }));
    }
    const many = await bench.people(audience);
    const large = await bench.run(many.listId, audience, { signed: false, sections });
    return {
      audience,
      costGrowth: Math.round((cpu(large) / cpu(median(seen, cpu))) * 1_000) / 1_000,
      largePerSecond: Math.round(large.perSecond),
      importMillionSeconds: Math.round((many.seconds * 1e7) / audience) / 10,
      prepareMillionSeconds: Math.round((large.prepareSeconds * 1e7) / audience) / 10,
      senderPeakMiB: Math.round(large.senderPeakMiB),
      redisPeakMiB: large.redisPeakMiB,
      books: large.books,
    };
  } finally {
    await bench.stop();
  }
}

const parts: readonly Part[] = ['sender', 'postgres', 'redis', 'others'];

function cpu(run: Run): number {
  return parts.reduce((sum, part) => sum + run.cpuMicrosEach[part], 0);
}
