import { describe, expect, it } from '@jest/globals';
import { type Exploration, explore } from './adversary.ts';
import { mutations } from './mutations.ts';
import { leavingTogether } from './together.ts';
import { anyWeather, fairWeather } from './weather.ts';

/*
 * The send protocol, explored: senders on two machines that are killed, frozen and cut off, a receiver that sees every final dot,
 * people who leave, an operator who pauses, a freeze under way, and a database that dawdles between its steps. Everything but
 * chance, wires and the operating system is the product's own code on a real Postgres. A seed repeats the chances of a round, not
 * its interleaving.
 */
describe('the send protocol', () => {
  it('keeps every promise whatever fails (UNS-SLO): stop means stop, the books balance, none twice, none lost', async () => {
    const seeds = Array.from({ length: 5 }, (_, i) => 1 + i);
    const explored = await explore({ weather: anyWeather, patienceMs: 6_000 }, seeds, { mostMs: 120_000 });
    console.log(`the product as it is: ${totals(explored)}`);
    expect({ seed: explored.seed, violations: explored.violations }).toEqual({ seed: 5, violations: [] });
    const dots = explored.rounds.reduce((sum, round) => sum + round.record.dots.length, 0);
    expect(dots).toBeGreaterThan(500);
  }, 240_000);
});

describe('leaving by link', () => {
  it('keeps every promise for people who share statements with whoever leaves at the same moment', async () => {
    const seeds = Array.from({ length: 3 }, (_, i) => 101 + i);
    const world = { weather: anyWeather, patienceMs: 6_000, steps: { leave: leavingTogether() } };
    const explored = await explore(world, seeds, { mostMs: 90_000 });
    console.log(`leaving together: ${totals(explored)}`);
    expect({ seed: explored.seed, violations: explored.violations }).toEqual({ seed: 103, violations: [] });
  }, 240_000);

  it('is found out when nothing looks again after the commit', async () => {
    const seeds = Array.from({ length: 400 }, (_, n) => 90_000 + n);
    const world = {
      weather: { ...fairWeather, leavers: 14, hot: 1, dialogueMs: 60, travelMs: 40, answerMs: 40 },
      edits: [
        {
          name: 'withhold',
          replace: "where l.state = 'attempting' or l.state = 'uncertain' and l.wire_until > clock_timestamp();",
          by: 'where false;',
        },
      ],
      steps: { leave: leavingTogether() },
      patienceMs: 1_500,
    };
    const explored = await explore(world, seeds, {
      mostMs: 240_000,
      finds: (violation) => violation.promise === 'stop means stop',
    });
    expect(explored.violations.length > 0 ? 'found' : `not found: ${totals(explored)}`).toBe('found');
  }, 300_000);
});

describe('the adversary', () => {
  it.each(mutations.map((mutation, i) => ({ ...mutation, i })))(
    'finds a broken promise when $name',
    async ({ i, breaks, ...world }) => {
      const seeds = Array.from({ length: 400 }, (_, n) => 1_000 * (i + 1) + n);
      const explored = await explore({ ...world, patienceMs: 1_500 }, seeds, {
        mostMs: 420_000,
        finds: (violation) => breaks.includes(violation.promise),
      });
      expect(explored.violations.length > 0 ? 'found' : `not found: ${totals(explored)}`).toBe('found');
    },
    600_000,
  );
});

function totals({ rounds }: Exploration): string {
  const sum = (of: (round: Exploration['rounds'][number]) => number) => rounds.reduce((n, round) => n + of(round), 0);
  const waits = rounds.flatMap((round) => round.record.answers.map((answer) => answer.waitedMs)).sort((a, b) => a - b);
  const wait = (share: number) => (waits[Math.min(waits.length - 1, Math.floor(waits.length * share))] ?? 0).toFixed(1);
  const deadlocks = sum((round) => round.tally.troubles.get('deadlock detected') ?? 0);
  return [
    `${rounds.length} rounds`,
    `${sum((r) => r.record.rows.length)} letters`,
    `${sum((r) => r.record.dots.length)} dots`,
    `${sum((r) => r.record.answers.length)} answers done (${sum((r) => r.record.late)} not in time)`,
    `${sum((r) => r.record.quietTimes.length)} pauses`,
    `${sum((r) => r.tally.kills)} kills`,
    `${sum((r) => r.tally.freezes)} freezes`,
    `${sum((r) => r.tally.cuts)} cuts`,
    `${sum((r) => r.tally.lostAnswers)} lost answers`,
    `${sum((r) => r.record.sentAgain.size)} sent again`,
    `${deadlocks} deadlocks`,
    `waits p50 ${wait(0.5)} ms, p99 ${wait(0.99)} ms, max ${wait(1)} ms`,
  ].join(', ');
}
