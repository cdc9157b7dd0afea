// PostgreSQL is stopped, killed and made silent again and again while people leave a running campaign by one click. What they were told
// is held against the receivers' record and the ledger.   node bench/trials/never-down.ts [--leavers 10000] [--seconds 90] [--outages 6] [--seed 1]
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { leaveByOneClick } from '../../scripts/story/leavers.ts';
import { eventually } from '../../scripts/story/outside.ts';
import { type Outage, takeAway } from '../../scripts/story/outages.ts';
import { judgeTold } from '../../scripts/story/told.ts';
import { onStage, peopled, quantile, report, seeded } from './trial.ts';

const { values } = parseArgs({
  options: {
    leavers: { type: 'string', default: '10000' },
    seconds: { type: 'string', default: '90' },
    outages: { type: 'string', default: '6' },
    seed: { type: 'string', default: '1' },
  },
});
const leavers = Number(values.leavers);
const runMs = Number(values.seconds) * 1_000;
const outages = Number(values.outages);
const random = seeded(Number(values.seed));
const ways: readonly Outage[] = ['killed', 'silent', 'stopped'];

await onStage({ RETRY_SCHEDULE: '2s', LEASE_SECONDS: '5' }, async (stage) => {
  const { world, product } = stage;
  const listId = await peopled(stage, leavers * 2);
  await world.until(await world.send(listId, 'first'), 'finished', 600_000);
  const first = await world.record();
  await world.script({ rules: [{ match: {}, at: 'dot', do: { pace: Math.ceil((leavers * 2_000) / runMs) } }] });
  const running = await world.send(listId, 'second');
  await eventually(async () => ((await world.campaign(running)).counts.accepted > 0 ? true : undefined), 120_000);

  const whoLeaves = first.filter((_, n) => n % 2 === 0).slice(0, leavers);
  const leaving = whoLeaves.map((letter) => leaveByOneClick(letter, random() * runMs));
  const awayMs: number[] = [];
  for (let n = 0; n < outages; n++) {
    await pause((runMs / outages) * random() * 0.5);
    awayMs.push(Math.round(await takeAway(product, ways[n % ways.length] ?? 'killed')));
  }
  const told = await Promise.all(leaving);
  await world.script({ rules: [] });
  const { counts } = await world.until(running, 'finished', 600_000);
  const verdict = await judgeTold(stage.stateDir, told, await world.record(first.at(-1)?.id ?? 0));
  const waits = (kind: string) =>
    told
      .filter((one) => one.kind === kind)
      .map(({ waitedMs }) => Math.round(waitedMs))
      .sort((a, b) => a - b);
  report('never-down', {
    leavers: told.length,
    seed: Number(values.seed),
    outages: awayMs.map((ms, n) => `${ways[n % ways.length]} for ${ms} ms`),
    counts,
    answered200: verdict.done,
    answered202OnItsWay: verdict.onItsWay,
    answered202Recorded: verdict.recorded,
    answeredOtherwise: verdict.refused,
    lost: verdict.lost,
    dotsAfterA200: verdict.dotsAfterDone,
    gatesAfterA202: verdict.gatesAfterRecorded,
    dotsAfterA202OfLettersThatHadPassedTheGate: verdict.dotsAfterRecorded,
    waitMsOf200: { p50: quantile(waits('done'), 0.5), p99: quantile(waits('done'), 0.99), max: waits('done').at(-1) },
    waitMsOf202Recorded: {
      p50: quantile(waits('recorded'), 0.5),
      p99: quantile(waits('recorded'), 0.99),
      max: waits('recorded').at(-1),
    },
  });
});
