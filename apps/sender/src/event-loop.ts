import { monitorEventLoopDelay } from 'node:perf_hooks';

const resolutionMs = 5;

/** Watches the event loop; the function it returns tells by how many milliseconds 99 of 100 looks were late, at the most, since it was last asked. */
export function watchEventLoop(): () => number {
  const delays = monitorEventLoopDelay({ resolution: resolutionMs });
  delays.enable();
  return () => {
    // What is measured is the time between two looks.
    const lateMs = Math.max(0, delays.percentile(99) / 1e6 - resolutionMs);
    delays.reset();
    return Math.round(lateMs * 10) / 10;
  };
}
