import { expect, it } from '@jest/globals';
import { planTrial } from './plan.ts';
import { type Result, runTrials } from './run-trials.ts';
import { isGood, line } from './summary.ts';

/** A short form of `npm run faults`: a trial that kills senders, PostgreSQL, Redis and the API, and freezes a sender. */
const plan = planTrial(1, 35, { fewest: 500, most: 1_000 });

it('keeps its promises while senders, data services and receivers fail: no doubles, none lost, nothing after "done", books that balance', async () => {
  const results: Result[] = [];
  await runTrials([plan], { atOnce: 1, goOn: () => true }, (_plan, result) => void results.push(result));
  expect(results.filter((result) => !isGood(result)).map((result) => line(plan.trial, result))).toEqual([]);
  const happened = results.flatMap((result) => (result.kind === 'judged' ? result.outcome.happened : []));
  expect(happened.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['sender-killed', 'postgres-killed']));
}, 300_000);
