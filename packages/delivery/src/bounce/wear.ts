import type { ReplyClass } from './reply-class.ts';

/** A refusal that ails an address: one for each day and class is enough. */
export type SoftBounce = { class: ReplyClass; at: Date };

/** How much is too much: on so many different days (UTC), the last so many days after the first. */
export type Threshold = { days: number; overDays: number };

/** `full` is for all ailments together, `other` for those that are not a full mailbox. */
export type WearPolicy = { full: Threshold; other: Threshold };

/**
 * Inactive and doubtful mailboxes: 5 days over two weeks; a full one may be emptied: 8 days over a month. The spans are longer than
 * the 72 hours in which one letter is tried, so that no single letter wears an address out.
 */
export const defaultWearPolicy: WearPolicy = { other: { days: 5, overDays: 14 }, full: { days: 8, overDays: 30 } };

/** Refusals older than this many days are forgotten. */
export const wearMemoryDays = 90;

/** An address that is worn out: on how many days it refused, from when to when. */
export type Wear = { days: number; from: Date; to: Date };

/** Whether the refusals since an address last took a letter (or was last given another chance) have worn it out. */
export function wear(
  bounces: readonly SoftBounce[],
  since: Date | undefined,
  policy: WearPolicy = defaultWearPolicy,
): Wear | undefined {
  const counted = since === undefined ? bounces : bounces.filter((bounce) => bounce.at > since);
  const other = counted.filter((bounce) => bounce.class !== 'mailbox-full');
  return reached(other, policy.other) ?? reached(counted, policy.full);
}

const dayMs = 86_400_000;

function reached(bounces: readonly SoftBounce[], { days, overDays }: Threshold): Wear | undefined {
  const times = bounces.map((bounce) => bounce.at.getTime()).sort((a, b) => a - b);
  const [first] = times;
  const last = times.at(-1);
  if (first === undefined || last === undefined) return undefined;
  const different = new Set(times.map((time) => Math.floor(time / dayMs))).size;
  if (different < days || last - first < overDays * dayMs) return undefined;
  return { days: different, from: new Date(first), to: new Date(last) };
}
