import { type BrakeLimit, limitOf, type Measure } from './limits.ts';

/** What receivers of a lane have answered to one campaign since it began, or was last let go on. */
export type LaneAnswers = { lane: string; answered: number } & Record<Measure, number>;

/** Why a campaign has to stop: how many of the lane's answers were so, and the share that is allowed. */
export type TooMany = { lane: string; measure: Measure; count: number; answered: number; most: number };

/** The first measure whose share is above its limit beyond doubt; undefined when the campaign may go on. */
export function judge(answers: LaneAnswers, limits: readonly BrakeLimit[]): TooMany | undefined {
  for (const measure of ['invalid', 'complaints'] as const) {
    const limit = limitOf(limits, answers.lane, measure);
    const count = answers[measure];
    if (limit === undefined || answers.answered < limit.leastAnswers) continue;
    if (atLeast(count, answers.answered) > limit.share) {
      return { lane: answers.lane, measure, count, answered: answers.answered, most: limit.share };
    }
  }
  return undefined;
}

const z = 1.96;

/**
 * The share that lies behind `count` of `total`, at the least: the lower end of Wilson's interval at 95 %. Three of ten could be
 * chance at 11 %, three hundred of a thousand cannot be less than 27 %.
 */
export function atLeast(count: number, total: number): number {
  if (total === 0) return 0;
  // More complaints than answers can come when answers are of an earlier day than the marks.
  const share = Math.min(1, count / total);
  const middle = share + z ** 2 / (2 * total);
  const spread = z * Math.sqrt((share * (1 - share)) / total + z ** 2 / (4 * total ** 2));
  return Math.max(0, (middle - spread) / (1 + z ** 2 / total));
}
