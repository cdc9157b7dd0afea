/** What a person does on a way: presses of a pointer, keys, places where they must look and think, and how long the product let them wait. */
export type Effort = { clicks: number; keys: number; looks: number; waitedMs: number };

/** Nothing done yet. */
export const noEffort: Effort = { clicks: 0, keys: 0, looks: 0, waitedMs: 0 };

/** Two efforts, one after the other. */
export function together(one: Effort, other: Effort): Effort {
  return {
    clicks: one.clicks + other.clicks,
    keys: one.keys + other.keys,
    looks: one.looks + other.looks,
    waitedMs: one.waitedMs + other.waitedMs,
  };
}

// Card, Moran and Newell, "The keystroke-level model for user performance time with interactive systems" (CACM 23, 1980): an average
// typist's key, pointing at something, pressing a button down and up, moving a hand between keyboard and mouse, making up one's mind.
const seconds = { key: 0.28, point: 1.1, press: 0.2, hand: 0.4, mind: 1.35 };

/** How many minutes somebody takes who knows what to write: an estimate for hands and eyes, and the product's own time. */
export function minutesOf({ clicks, keys, looks, waitedMs }: Effort): number {
  const hands = keys * seconds.key + clicks * (seconds.point + seconds.press + seconds.hand);
  return (hands + looks * seconds.mind + waitedMs / 1_000) / 60;
}

/** A way that was walked: from what beginning, in which language, with what effort. */
export type Walked = { beginning: string; language: string; steps: number; effort: Effort };

/** The table of ways for the documentation. */
export function effortTable(walked: readonly Walked[]): string {
  const rows = walked.map(({ beginning, language, steps, effort }) => {
    const { clicks, keys, waitedMs } = effort;
    const cells = [beginning, language, steps, clicks, keys, `${(waitedMs / 1_000).toFixed(0)} s`];
    return `| ${[...cells, minutesOf(effort).toFixed(1)].join(' | ')} |`;
  });
  return [
    '| beginning | language | pages | clicks | keys | waiting | minutes, estimated |',
    '|---|---|---|---|---|---|---|',
    ...rows,
  ].join('\n');
}
