import { eventually } from '../../scripts/story/outside.ts';

/** A time in which nothing of a campaign may leave; epoch milliseconds with fractions, as the receivers' record has them. */
export type Quiet = { from: number; until: number };

/** Asks until there is an answer that is not the server's own trouble; 409 says that it is so already. */
export async function insist(ask: () => Promise<number>): Promise<void> {
  await eventually(async () => ((await ask().catch(() => 500)) < 500 ? true : undefined), 60_000, 200);
}

/** The time of the receivers' record. */
export function now(): number {
  return performance.timeOrigin + performance.now();
}
