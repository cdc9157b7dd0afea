// Lets campaigns run while everything breaks, and judges by the receivers' own record.
//   npm run faults -- [--trials 5] [--seed 1] [--only K] [--fewest 2000] [--most 30000] [--minutes 20] [--at-once 1]
import { parseArgs } from 'node:util';
import { report } from '../trials/trial.ts';
import { keepEvidence } from './evidence.ts';
import { planTrial } from './plan.ts';
import { type Result, runTrials } from './run-trials.ts';
import { isGood, line, summary, table } from './summary.ts';

const { values } = parseArgs({
  options: {
    trials: { type: 'string', default: '5' },
    seed: { type: 'string', default: '1' },
    only: { type: 'string' },
    fewest: { type: 'string', default: '2000' },
    most: { type: 'string', default: '30000' },
    minutes: { type: 'string', default: '20' },
    'at-once': { type: 'string', default: '1' },
  },
});
const seed = Number(values.seed);
const size = { fewest: Number(values.fewest), most: Number(values.most) };
const count = Number(values.trials);
const numbers = values.only === undefined ? Array.from({ length: count }, (_, n) => n + 1) : [Number(values.only)];
const until = performance.now() + Number(values.minutes) * 60_000;
const results: Result[] = [];

await runTrials(
  numbers.map((trial) => planTrial(seed, trial, size)),
  { atOnce: Number(values['at-once']), goOn: () => performance.now() < until },
  (plan, result, stage) => {
    results.push(result);
    console.log(`${isGood(result) ? 'kept  ' : 'BROKEN'} ${line(plan.trial, result)}`);
    if (isGood(result)) return;
    process.exitCode = 1;
    console.log(`  what was seen: ${keepEvidence(plan, result, stage)}`);
    console.log(
      `  again: npm run faults -- --seed ${seed} --only ${plan.trial} --fewest ${values.fewest} --most ${values.most}`,
    );
  },
);

const { faults, ...figures } = summary(seed, results);
console.log(`\n${table(faults)}\n`);
if (values.only === undefined) report('faults', { ...figures, faults });
