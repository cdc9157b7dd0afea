import { z } from 'zod';
import type { Stage } from '../trials/trial.ts';

const campaign = z.object({ status: z.string(), counts: z.record(z.string(), z.number()) });
const traffic = z.object({ accepted: z.number(), refused: z.number(), dropped: z.number() });

/** A campaign as it is seen from outside while it runs. */
export type Watch = {
  /** Resolves when receivers have seen that share of the letters: true; or when the campaign is over, or this gives up: false. */
  reached(share: number): Promise<boolean>;
  /** Resolves with the last status when the campaign is finished or cancelled, or after `mostMs`. */
  over: Promise<{ status: string; at: number }>;
  isOver(): boolean;
  /** Gives up; for a trial that cannot go on. */
  stop(): void;
  looks(): { looks: number; unbalanced: number; unanswered: number };
};

type Waiting = { share: number; resolve: (reached: boolean) => void };

const everyMs = 25;
const longestAnswerMs = 10_000;

/** Looks again and again at the books, through the API, and at the receivers; a product that cannot answer is asked again. */
export function watch({ world, product }: Stage, campaignId: string, letters: number, mostMs: number): Watch {
  const seen = { looks: 0, unbalanced: 0, unanswered: 0 };
  const waiting = new Set<Waiting>();
  let share = 0;
  const ended = new AbortController();
  const until = performance.now() + mostMs;

  async function lookAtBooks(): Promise<string> {
    const answer = await world.call('GET', `/campaigns/${campaignId}`).catch(() => undefined);
    const read = campaign.safeParse(answer?.body);
    if (!read.success) {
      seen.unanswered += 1;
      return 'unanswered';
    }
    seen.looks += 1;
    if (!balances(read.data.counts)) seen.unbalanced += 1;
    return read.data.status;
  }

  async function followBooks(): Promise<{ status: string; at: number }> {
    for (;;) {
      const status = await lookAtBooks();
      const at = performance.timeOrigin + performance.now();
      const isOver = status === 'finished' || status === 'cancelled';
      if (isOver || performance.now() > until || ended.signal.aborted) return { status, at };
      await pause(everyMs * 2);
    }
  }

  async function followReceivers(): Promise<void> {
    while (!ended.signal.aborted) {
      share = (await seenByReceivers().catch(() => share * letters)) / letters;
      tellThose((one) => share >= one.share, true);
      await pause(everyMs);
    }
  }

  async function seenByReceivers(): Promise<number> {
    const response = await fetch(`${product.mailboxUrl}/api/stats`, { signal: AbortSignal.timeout(longestAnswerMs) });
    const { accepted, refused, dropped } = traffic.parse(await response.json());
    return accepted + refused + dropped;
  }

  function tellThose(concerned: (one: Waiting) => boolean, reached: boolean): void {
    for (const one of waiting) {
      if (!concerned(one)) continue;
      waiting.delete(one);
      one.resolve(reached);
    }
  }

  const receivers = followReceivers();
  const over = followBooks().finally(async () => {
    ended.abort();
    await receivers;
    tellThose(() => true, false);
  });
  return {
    over,
    isOver: () => ended.signal.aborted,
    stop: () => ended.abort(),
    looks: () => seen,
    reached(wanted) {
      if (ended.signal.aborted) return Promise.resolve(false);
      if (share >= wanted) return Promise.resolve(true);
      return new Promise((resolve) => waiting.add({ share: wanted, resolve }));
    },
  };
}

function balances(counts: Record<string, number>): boolean {
  const { targeted = 0, ...states } = counts;
  return targeted === Object.values(states).reduce((sum, n) => sum + n, 0);
}

/** Waits. */
export function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
