// One-click POSTs at a steady rate, whatever comes back, while a campaign runs on the same cores; the time of each is counted from when it
// was due. What a cold process does in its first seconds is told apart.
//   node bench/trials/one-click-load.ts [--rate 500] [--seconds 20] [--warm-up 4] [--letters 120000] [--receiver-ms 5]
import { Agent, request } from 'node:http';
import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { eventually, oneClickUrl } from '../../scripts/story/outside.ts';
import { cpuSeconds, familyOf } from '../throughput/processes.ts';
import { onStage, quantile, report, seeded } from './trial.ts';

const { values } = parseArgs({
  options: {
    rate: { type: 'string', default: '500' },
    seconds: { type: 'string', default: '20' },
    'warm-up': { type: 'string', default: '4' },
    letters: { type: 'string', default: '120000' },
    'receiver-ms': { type: 'string', default: '5' },
  },
});
const rate = Number(values.rate);
const warmUp = rate * Number(values['warm-up']);
const count = warmUp + rate * Number(values.seconds);
const letters = Number(values.letters);
const agent = new Agent({ keepAlive: true, maxSockets: 256 });

type Answer = { status: number; tookMs: number };

await onStage({ LOG_LEVEL: 'warn' }, async ({ world, product }) => {
  const listId = await world.made('/lists', { name: 'load' });
  await world.importCsv(listId, people(0, count));
  await world.until(await world.send(listId, 'first'), 'finished', 600_000);
  const random = seeded(1);
  const urls = (await world.record())
    .map((letter) => ({ url: oneClickUrl(letter.listUnsubscribe), order: random() }))
    .sort((a, b) => a.order - b.order)
    .map(({ url }) => url);
  await world.importCsv(listId, people(count, letters));
  await world.script({ rules: [{ match: {}, at: 'dot', do: { delayMs: Number(values['receiver-ms']) } }] });
  const campaignId = await world.send(listId, 'second');
  await eventually(
    async () => ((await world.campaign(campaignId)).counts.accepted > letters / 50 ? true : undefined),
    120_000,
  );

  const before = (await world.campaign(campaignId)).counts.accepted;
  const began = performance.now();
  const cores = watchCores([product.pid, process.pid]);
  const answers = await pressSteadily(urls.slice(0, count));
  const seconds = (performance.now() - began) / 1_000;
  const during = await world.campaign(campaignId);
  const cold = spread(answers.slice(0, warmUp));
  const warm = spread(answers.slice(warmUp));
  const answered = (status: number) => answers.filter((one) => one.status === status).length;
  report('one-click', {
    askedPerSecond: rate,
    asked: answers.length,
    answered200: answered(200),
    answered202: answered(202),
    answeredOtherwise: answers.length - answered(200) - answered(202),
    ...warm,
    warmUpSeconds: Number(values['warm-up']),
    inTheWarmUp: cold,
    campaignStillRunning: during.status === 'sending',
    lettersPerSecondMeanwhile: Math.round((during.counts.accepted - before) / seconds),
    takenBack: during.counts.withheld,
    ...cores(),
    receiverMs: Number(values['receiver-ms']),
  });
});

function spread(answers: readonly Answer[]) {
  const took = answers.map(({ tookMs }) => tookMs).sort((a, b) => a - b);
  const ms = (share: number) => Math.round(quantile(took, share) * 10) / 10;
  return { p50Ms: ms(0.5), p95Ms: ms(0.95), p99Ms: ms(0.99), maxMs: ms(1) };
}

function people(from: number, to: number): string {
  return ['email,name', ...Array.from({ length: to - from }, (_, n) => `p${from + n}@people.example,Person ${n}`)].join(
    '\n',
  );
}

/** How many cores these programs and all others keep busy from now until it is asked: a machine that is not ours alone gives no figure. */
function watchCores(pids: readonly number[]): () => { coresUsed: number; coresUsedByOthers: number } {
  const own = (): number => [...new Set(pids.flatMap(familyOf))].reduce((sum, pid) => sum + cpuSeconds(pid), 0);
  const all = (): number =>
    cpus().reduce((sum, { times }) => sum + times.user + times.nice + times.sys + times.irq, 0) / 1_000;
  const began = { own: own(), all: all(), at: performance.now() };
  return () => {
    const seconds = (performance.now() - began.at) / 1_000;
    const used = (own() - began.own) / seconds;
    const round = (number: number): number => Math.round(number * 100) / 100;
    return { coresUsed: round(used), coresUsedByOthers: round((all() - began.all) / seconds - used) };
  };
}

/** Presses one button after another when it is due, never waiting for an answer. */
async function pressSteadily(urls: readonly string[]): Promise<Answer[]> {
  const began = performance.now();
  const pressed: Promise<Answer>[] = [];
  while (pressed.length < urls.length) {
    const due = Math.min(urls.length, Math.floor(((performance.now() - began) / 1_000) * rate));
    for (let n = pressed.length; n < due; n++) pressed.push(press(urls[n] ?? '', began + (n * 1_000) / rate));
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
  return Promise.all(pressed);
}

function press(url: string, dueAtMs: number): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const headers = { 'content-type': 'application/x-www-form-urlencoded', 'content-length': 26 };
    const asked = request(url, { method: 'POST', agent, headers }, (response) => {
      response.resume().once('end', () => {
        resolve({ status: response.statusCode ?? 0, tookMs: performance.now() - dueAtMs });
      });
    });
    asked.once('error', reject).end('List-Unsubscribe=One-Click');
  });
}
