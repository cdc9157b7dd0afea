// The benchmark of the sending path: `npm run bench`. Everything in one run on one machine, without a network.
//   --letters N   letters of each measured campaign (60,000)      --runs N   runs of each; medians are told (3)
//   --audience N  the large audience of the growth measurement (1,000,000; 0 leaves it out)
import { parseArgs } from 'node:util';
import { report } from '../trials/trial.ts';
import { rsaPerSecond } from './ceiling.ts';
import { measureGrowth } from './growth.ts';
import { median } from './median.ts';
import { newsletter } from './newsletter.ts';
import { postfixInstalled, postfixPerSecond, startPostfixSink } from './postfix.ts';
import { type Run, startBench } from './product.ts';
import { startReceiver } from './receiver.ts';
import { stockPerSecond } from './stock-path.ts';

const { values } = parseArgs({
  options: {
    letters: { type: 'string', default: '60000' },
    runs: { type: 'string', default: '3' },
    audience: { type: 'string', default: '1000000' },
  },
});
const letters = whole('letters', values.letters, 1_000);
const runs = whole('runs', values.runs, 1);
const audience = whole('audience', values.audience, 0);

/** Sections of the newsletter that make a letter of about 36 KB, and of about 6 KB. */
const sizes = { large: 10, small: 1 };

const rsa: number[] = [];
const receiver = await startReceiver();
try {
  say('bare RSA-2048, all cores', (await ceiling()).toFixed(0));
  const stock = await stockPerSecond(receiver, { letters: 2_000, runs, mjml: newsletter(sizes.large) });
  say('stock: one nodemailer pool, dkim, 36 KB', stock.toFixed(0));

  const table: Record<string, Run> = {};
  let importSeconds = 0;
  for (const senders of [1, 2]) {
    const bench = await startBench(receiver, senders);
    try {
      const people = await bench.people(letters);
      importSeconds = people.seconds;
      for (const [size, sections] of Object.entries(sizes)) {
        for (const signed of [false, true]) {
          const name = `${senders} sender${senders > 1 ? 's' : ''}, ${size}, ${signed ? 'signed' : 'unsigned'}`;
          const seen: Run[] = [];
          for (let run = 0; run < runs; run++) {
            await ceiling();
            seen.push(await bench.run(people.listId, letters, { signed, sections }));
          }
          table[name] = median(seen, (run) => run.perSecond);
          say(
            name,
            `${table[name].perSecond.toFixed(0)}   µs of CPU a letter: ${JSON.stringify(table[name].cpuMicrosEach)}`,
          );
        }
      }
    } finally {
      await bench.stop();
    }
  }
  const postfix = postfixInstalled ? await toPostfix() : undefined;
  say('smtp-source to smtp-sink, 36 KB', postfix?.sourcePerSecond.toFixed(0) ?? 'not installed');
  if (postfix) {
    const { perSecond, cpuMicrosEach } = postfix.run;
    say('1 sender, large, unsigned, to smtp-sink', `${perSecond.toFixed(0)}   ${JSON.stringify(cpuMicrosEach)}`);
  }

  const growth = audience === 0 ? undefined : await measureGrowth(receiver, audience, sizes.large);
  if (growth) say(`cost of a letter, ${audience} against 10,000`, growth.costGrowth.toFixed(3));

  const best = (word: string) =>
    Math.max(...Object.entries(table).flatMap(([name, run]) => (name.endsWith(word) ? [run.perSecond] : [])));
  const [signed, unsigned] = [best('large, signed'), best('large, unsigned')];
  const rsaPerSecondSeen = median(rsa, (value) => value);
  report('latest', {
    ...growth,
    rsaPerSecond: Math.round(rsaPerSecondSeen),
    postfixPerSecond: postfix === undefined ? null : Math.round(postfix.sourcePerSecond),
    unsignedToPostfixPerSecond: postfix === undefined ? null : Math.round(postfix.run.perSecond),
    unsignedToPostfix: postfix === undefined ? null : ratio(postfix.run.perSecond, postfix.sourcePerSecond),
    stockSignedPerSecond: Math.round(stock),
    signedPerSecond: Math.round(signed),
    unsignedPerSecond: Math.round(unsigned),
    signedToRsa: ratio(signed, rsaPerSecondSeen),
    signedToStock: ratio(signed, stock),
    senderPeakMiB: Math.round(
      Math.max(...Object.values(table).map((run) => run.senderPeakMiB), growth?.senderPeakMiB ?? 0),
    ),
    redisPeakMiB: ratio(Math.max(...Object.values(table).map((run) => run.redisPeakMiB), growth?.redisPeakMiB ?? 0), 1),
    importSecondsEach: importSeconds / letters,
    letters,
    runs,
    rows: table,
  });
} finally {
  receiver.close();
}

/** Our unsigned letters to postfix's receiver, and between the runs what its own sender gets through to it. */
async function toPostfix(): Promise<{ sourcePerSecond: number; run: Run }> {
  const sinkReceiver = await startPostfixSink();
  const bench = await startBench(sinkReceiver, 1);
  try {
    const { listId } = await bench.people(letters);
    const bySource: number[] = [];
    const seen: Run[] = [];
    for (let run = 0; run < runs; run++) {
      bySource.push(await postfixPerSecond(36_000));
      seen.push(await bench.run(listId, letters, { signed: false, sections: sizes.large }));
    }
    return { sourcePerSecond: median(bySource, (value) => value), run: median(seen, (one) => one.perSecond) };
  } finally {
    await bench.stop();
    sinkReceiver.close();
  }
}

/** The ceiling is asked again before every run: on a machine with neighbours it is not the same for long. */
async function ceiling(): Promise<number> {
  rsa.push(await rsaPerSecond(1));
  return median(rsa, (value) => value);
}

function ratio(part: number, whole: number): number {
  return Math.round((part / whole) * 1_000) / 1_000;
}

function say(what: string, value: string): void {
  console.log(`${what.padEnd(44)} ${value}`);
}

function whole(name: string, text: string, least: number): number {
  const value = Number(text);
  if (Number.isInteger(value) && value >= least) return value;
  console.error(`bench: --${name} is "${text}": write a whole number of at least ${least}.`);
  process.exit(1);
}
