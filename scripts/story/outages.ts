import { setTimeout as pause } from 'node:timers/promises';
import type { Product } from './product.ts';
import { eventually } from './outside.ts';

/** How the database goes away: it is stopped in order, it is killed, or it answers nothing for some seconds. */
export type Outage = 'stopped' | 'killed' | 'silent';

const silentMs = 6_000;

/** Takes the embedded PostgreSQL away, waits until it is back, and answers how many milliseconds later that was. */
export async function takeAway(product: Product, outage: Outage): Promise<number> {
  const postgres = await eventually(async () => product.postgres(), 60_000);
  const began = performance.now();
  if (outage === 'silent') {
    // Its whole group: the sessions' processes too.
    process.kill(-postgres, 'SIGSTOP');
    await pause(silentMs);
    process.kill(-postgres, 'SIGCONT');
    return performance.now() - began;
  }
  process.kill(postgres, outage === 'stopped' ? 'SIGINT' : 'SIGKILL');
  await eventually(async () => {
    const next = product.postgres();
    return next === postgres ? undefined : next;
  }, 60_000);
  return performance.now() - began;
}
