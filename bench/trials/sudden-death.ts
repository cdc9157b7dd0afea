// Kills senders with -9 at random moments of a campaign whose receivers defer and refuse some, and reads the books against the
// receivers' own record.   node bench/trials/sudden-death.ts [--letters 20000] [--kills 5] [--seed 1]
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { type Counts, eventually } from '../../scripts/story/outside.ts';
import { onStage, peopled, report, type Stage, seeded } from './trial.ts';

const { values } = parseArgs({
  options: {
    letters: { type: 'string', default: '20000' },
    kills: { type: 'string', default: '5' },
    seed: { type: 'string', default: '1' },
  },
});
const letters = Number(values.letters);
const kills = Number(values.kills);
const random = seeded(Number(values.seed));
const page = z.object({ items: z.array(z.object({ email: z.string().nullable() })), nextCursor: z.string().nullish() });

await onStage({ RETRY_SCHEDULE: '2s,5s,10s', LEASE_SECONDS: '5' }, async (stage) => {
  const listId = await peopled(stage, letters);
  await stage.world.script({
    rules: [
      { match: { share: 0.01, seed: 'gone' }, at: 'rcpt', do: { reply: '550 5.1.1 nobody here' } },
      { match: { share: 0.02, seed: 'busy', attempts: [1, 1] }, at: 'dot', do: { reply: '451 4.3.0 later' } },
      { match: {}, at: 'dot', do: { delayMs: 20 } },
    ],
  });
  const began = performance.now();
  const campaignId = await stage.world.send(listId, 'sudden death');
  const books = watchBooks(stage, campaignId);
  const onTheWire: number[] = [];
  const moments = Array.from({ length: kills }, () => 0.05 + random() * 0.85).sort((a, b) => a - b);
  for (const moment of moments) onTheWire.push(await killAt(stage, campaignId, moment));
  const { counts } = await stage.world.until(campaignId, 'finished', 900_000);
  const seconds = (performance.now() - began) / 1_000;
  const looks = await books.stop();
  const verdict = await judge(stage, campaignId, counts);
  report('sudden-death', {
    letters,
    seed: Number(values.seed),
    kills,
    seconds: Math.round(seconds),
    counts,
    looksAtTheBooks: looks.looks,
    unbalanced: looks.unbalanced,
    ...verdict,
    uncertain: counts.uncertain,
    onTheWireAtTheKills: onTheWire,
  });
});

/** Looks at the books again and again, from outside. */
function watchBooks({ world }: Stage, campaignId: string) {
  const stopped = new AbortController();
  const seen = { looks: 0, unbalanced: 0 };
  const watching = (async () => {
    while (!stopped.signal.aborted) {
      const { counts } = await world.campaign(campaignId);
      const { targeted, ...states } = counts;
      seen.looks += 1;
      if (targeted !== Object.values(states).reduce((sum, n) => sum + n, 0)) seen.unbalanced += 1;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  })();
  return {
    async stop() {
      stopped.abort();
      await watching;
      return seen;
    },
  };
}

/** Kills a sender when that share has been accepted; answers how many connections were past DATA at the receiver then. */
async function killAt({ world, product }: Stage, campaignId: string, share: number): Promise<number> {
  await eventually(
    async () => ((await world.campaign(campaignId)).counts.accepted >= letters * share ? true : undefined),
    600_000,
    10,
  );
  const [sender] = await eventually(async () => (product.senders().length > 0 ? product.senders() : undefined), 60_000);
  const before = (await world.stats()).connectionsPastData;
  process.kill(sender ?? 0, 'SIGKILL');
  return Math.max(before, (await world.stats()).connectionsPastData);
}

/** Duplicates and losses, by the receivers' record: a lost person has no letter and no row that says why. */
async function judge({ world }: Stage, campaignId: string, counts: Counts) {
  const got = new Map<string, number>();
  for (const entry of await world.record()) {
    if (!entry.kept) continue;
    for (const to of entry.recipients) got.set(to, (got.get(to) ?? 0) + 1);
  }
  const explained = new Set<string>();
  for (const state of ['bounced', 'withheld', 'failed', 'uncertain']) {
    for (const email of await everyone(world, campaignId, state)) explained.add(email);
  }
  const all = Array.from({ length: letters }, (_, n) => `p${n}@people.example`);
  return {
    receivedByThem: got.size,
    duplicates: [...got.values()].filter((times) => times > 1).length,
    lost: all.filter((email) => !got.has(email) && !explained.has(email)).length,
    acceptedButNotReceived: counts.accepted - all.filter((email) => got.has(email) && !explained.has(email)).length,
  };
}

async function everyone(world: Stage['world'], campaignId: string, state: string): Promise<string[]> {
  const emails: string[] = [];
  for (let cursor = ''; ; ) {
    const query = `state=${state}&limit=200${cursor === '' ? '' : `&cursor=${encodeURIComponent(cursor)}`}`;
    const { items, nextCursor } = page.parse(
      (await world.call('GET', `/campaigns/${campaignId}/deliveries?${query}`)).body,
    );
    emails.push(...items.flatMap((item) => item.email ?? []));
    if (!nextCursor) return emails;
    cursor = nextCursor;
  }
}
