import { type Arrival, oneClick, oneClickUrl } from '../../scripts/story/outside.ts';
import { pause, type Watch } from './watch.ts';

/** How somebody's leaving was answered, and when the answer was here (epoch milliseconds). Tried again while nobody answered. */
export type Leaving = { email: string; status: number; at: number; tries: number };

const mostTries = 100;

/** People leave by one click, each when the campaign has come as far as their share; who finds the page away comes back. */
export function leaveMeanwhile(
  watch: Watch,
  letters: readonly Arrival[],
  shares: readonly number[],
): Promise<Leaving[]> {
  return Promise.all(
    shares.map(async (share, n) => {
      const letter = letters[n];
      if (letter === undefined || !(await watch.reached(share))) return [];
      return [await leave(letter)];
    }),
  ).then((answers) => answers.flat());
}

async function leave(letter: Arrival): Promise<Leaving> {
  const email = letter.recipients[0] ?? '';
  for (let tries = 1; ; tries++) {
    const status = await oneClick(oneClickUrl(letter.listUnsubscribe)).catch(() => 0);
    const at = performance.timeOrigin + performance.now();
    if (status === 200 || status === 202 || tries === mostTries) return { email, status, at, tries };
    await pause(200);
  }
}
