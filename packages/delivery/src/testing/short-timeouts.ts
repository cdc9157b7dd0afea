import { type Timeouts, standardTimeouts } from '../transports/smtp/timeouts.ts';

/** Patience for tests: long everywhere but where a test waits for it to end. */
export function shortTimeouts(short: Partial<Timeouts>): Timeouts {
  const long = Object.entries(standardTimeouts).map(([name]) => [name, 10_000]);
  return { ...standardTimeouts, ...Object.fromEntries(long), ...short };
}
