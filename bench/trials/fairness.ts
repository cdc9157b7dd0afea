// A small newsletter beside a large one whose receivers take so many letters a second, and transactional letters meanwhile, by the
// receivers' record.   node bench/trials/fairness.ts [--large 200000] [--small 1000] [--pace 200] [--messages 100]
import { parseArgs } from 'node:util';
import { eventually } from '../../scripts/story/outside.ts';
import { onStage, quantile, report, type Stage } from './trial.ts';

const { values } = parseArgs({
  options: {
    large: { type: 'string', default: '200000' },
    small: { type: 'string', default: '1000' },
    pace: { type: 'string', default: '200' },
    messages: { type: 'string', default: '100' },
  },
});
const large = Number(values.large);
const small = Number(values.small);
const pace = Number(values.pace);
const messages = Number(values.messages);

await onStage({}, async (stage) => {
  const { world } = stage;
  const everybody = await listOf(stage, 'large', large);
  const few = await listOf(stage, 'small', small);
  await world.script({ rules: [{ match: {}, at: 'dot', do: { pace } }] });
  const transactionalAlone = await overtaking(stage, 'alone');
  const solo = await timed(stage, few, 'solo');

  const campaignId = await world.send(everybody, 'large');
  await eventually(
    async () => ((await world.campaign(campaignId)).counts.accepted > 2 * pace ? true : undefined),
    300_000,
  );
  const beside = await timed(stage, few, 'beside');
  const transactionalPaced = await overtaking(stage, 'paced');
  // As fast as it goes.
  await world.script({ rules: [] });
  const transactionalAtFullSpeed = await overtaking(stage, 'fast');
  const { counts, status } = await world.campaign(campaignId);
  report('fairness', {
    large,
    small,
    lettersPerSecond: pace,
    soloSeconds: round(solo.seconds),
    besideSeconds: round(beside.seconds),
    ratio: round(beside.seconds / solo.seconds),
    othersMeanwhile: beside.others,
    transactionalAloneMs: transactionalAlone,
    transactionalPacedMs: transactionalPaced,
    transactionalAtFullSpeedMs: transactionalAtFullSpeed,
    largeAtTheEnd: { status, accepted: counts.accepted },
  });
});

async function listOf({ world }: Stage, name: string, people: number): Promise<string> {
  const listId = await world.made('/lists', { name });
  const rows = Array.from({ length: people }, (_, n) => `${name}${n}@people.example`);
  await world.importCsv(listId, ['email', ...rows].join('\n'));
  return listId;
}

/** From scheduling to the last letter's answer, and how many letters of others went in between. */
async function timed({ world }: Stage, listId: string, subject: string): Promise<{ seconds: number; others: number }> {
  const last = (await world.record()).at(-1)?.id ?? 0;
  const began = performance.timeOrigin + performance.now();
  await world.until(await world.send(listId, subject), 'finished', 600_000);
  const arrived = (await world.record(last)).filter((entry) => entry.tReply !== null);
  const own = arrived.filter((entry) => entry.recipients[0]?.startsWith('small'));
  const ended = Math.max(...own.map((entry) => entry.tReply ?? 0));
  const others = arrived.filter((entry) => !own.includes(entry) && (entry.tReply ?? 0) < ended).length;
  return { seconds: (ended - began) / 1_000, others };
}

/** Hands in one letter after another, five a second; how long each takes from the request to its final dot. */
async function overtaking({ world }: Stage, name: string): Promise<Record<'p50' | 'p99' | 'max', number>> {
  const handedIn = new Map<string, number>();
  const last = (await world.record()).at(-1)?.id ?? 0;
  for (let n = 0; n < messages; n += 1) {
    const to = `${name}${n}@receipts.example`;
    handedIn.set(to, performance.timeOrigin + performance.now());
    await world.made('/messages', {
      to: { email: to },
      from: { name: 'Shop', email: 'shop@story.example' },
      subject: `Receipt ${n}`,
      html: '<p>Thank you.</p>',
      text: 'Thank you.',
      class: 'transactional',
    });
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  const waits = await eventually(async () => {
    const dots = (await world.record(last)).flatMap((entry) => {
      const asked = handedIn.get(entry.recipients[0] ?? '');
      return asked === undefined || entry.tDot === null ? [] : [entry.tDot - asked];
    });
    return dots.length === messages ? dots.sort((a, b) => a - b) : undefined;
  }, 60_000);
  return { p50: round(quantile(waits, 0.5)), p99: round(quantile(waits, 0.99)), max: round(waits.at(-1) ?? 0) };
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
