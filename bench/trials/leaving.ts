// While a second campaign runs, people leave by one click with the tokens of the first. The receiver's clock is the leaver's clock:
// no final dot may follow a 200.   node bench/trials/leaving.ts [--letters 20000] [--leavers 1000] [--pace 300] [--seed 1]
import { parseArgs } from 'node:util';
import { type Arrival, eventually, oneClick, oneClickUrl } from '../../scripts/story/outside.ts';
import { onStage, peopled, quantile, report, seeded } from './trial.ts';

const { values } = parseArgs({
  options: {
    letters: { type: 'string', default: '20000' },
    leavers: { type: 'string', default: '1000' },
    pace: { type: 'string', default: '300' },
    seed: { type: 'string', default: '1' },
  },
});
const letters = Number(values.letters);
const leaverCount = Number(values.leavers);
const pace = Number(values.pace);
const random = seeded(Number(values.seed));

type Answer = { to: string; status: number; at: number; waitedMs: number };

await onStage({ RETRY_SCHEDULE: '2s' }, async (stage) => {
  const { world } = stage;
  const listId = await peopled(stage, letters);
  await world.until(await world.send(listId, 'first'), 'finished', 900_000);
  const first = await world.record();
  await world.script({ rules: [{ match: {}, at: 'dot', do: { pace } }] });

  const began = performance.now();
  const campaignId = await world.send(listId, 'second');
  await eventually(async () => ((await world.campaign(campaignId)).counts.accepted > 0 ? true : undefined), 120_000);
  const runMs = (letters / pace) * 1_000 * 0.9;
  const answers = await leaveOverTime(chosen(first), runMs);
  const { counts } = await world.until(campaignId, 'finished', 900_000);
  const seconds = Math.round((performance.now() - began) / 1_000);

  const second = await world.record(first.at(-1)?.id ?? 0);
  const waits = answers.map((answer) => answer.waitedMs).sort((a, b) => a - b);
  const done = new Map(answers.filter((answer) => answer.status === 200).map((answer) => [answer.to, answer.at]));
  report('leaving', {
    letters,
    seed: Number(values.seed),
    seconds,
    counts,
    left: answers.length,
    answered200: done.size,
    answered202: answers.filter((answer) => answer.status === 202).length,
    answeredOtherwise: answers.filter((answer) => ![200, 202].includes(answer.status)).length,
    takenBackFromTheQueue: counts.withheld,
    dotsAfterA200: second.filter((entry) => (entry.tDot ?? 0) > (done.get(entry.recipients[0] ?? '') ?? Infinity))
      .length,
    waitMsP50: round(quantile(waits, 0.5)),
    waitMsP99: round(quantile(waits, 0.99)),
    waitMsMax: round(waits.at(-1) ?? 0),
  });
});

function chosen(arrivals: Arrival[]): Arrival[] {
  return arrivals
    .map((arrival) => ({ arrival, order: random() }))
    .sort((a, b) => a.order - b.order)
    .slice(0, leaverCount)
    .map(({ arrival }) => arrival);
}

/** Everybody leaves at a random moment of the run; the answer's time is taken when it is here. */
function leaveOverTime(leavers: Arrival[], runMs: number): Promise<Answer[]> {
  return Promise.all(
    leavers.map(async (leaver) => {
      await new Promise((resolve) => setTimeout(resolve, random() * runMs));
      const asked = performance.now();
      const status = await oneClick(oneClickUrl(leaver.listUnsubscribe));
      const answered = performance.now();
      return {
        to: leaver.recipients[0] ?? '',
        status,
        at: performance.timeOrigin + answered,
        waitedMs: answered - asked,
      };
    }),
  );
}

function round(ms: number): number {
  return Math.round(ms * 10) / 10;
}
