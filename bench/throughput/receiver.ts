import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';

const tally = z.object({ count: z.number(), bytes: z.number(), firstAt: z.number(), lastAt: z.number() });

/** What a receiver has counted; times are epoch milliseconds of the first and the last letter. */
export type Tally = z.infer<typeof tally>;

/** The fast sink in a process of its own. */
export type Receiver = { port: number; pid: number; count(): Promise<Tally>; reset(): Promise<void>; close(): void };

/** Starts one. */
export async function startReceiver(): Promise<Receiver> {
  const child = fork(fileURLToPath(new URL('sink.ts', import.meta.url)));
  const [hello] = await once(child, 'message');
  const ask = async (question: 'count' | 'reset'): Promise<Tally> => {
    child.send({ ask: question });
    const [answer] = await once(child, 'message');
    return tally.parse(answer);
  };
  return {
    port: z.object({ port: z.number() }).parse(hello).port,
    pid: child.pid ?? 0,
    count: () => ask('count'),
    reset: async () => void (await ask('reset')),
    close: () => child.disconnect(),
  };
}
