import { setTimeout as delay } from 'node:timers/promises';
import type { Clock } from './supervise.ts';

/** Real time. */
export const realClock: Clock = {
  now: () => performance.now(),
  sleep: (ms, signal) => delay(ms, undefined, { signal }).catch(() => {}),
};
