import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { Redis } from 'ioredis';
import { Client } from 'pg';
import { z } from 'zod';
import { type Counts, eventually, type Outside, outside } from '../../scripts/story/outside.ts';
import { type Product, startProduct } from '../../scripts/story/product.ts';
import { newsletter } from './newsletter.ts';
import { commandOf, cpuSeconds, familyOf, peakMiB } from './processes.ts';
import type { Receiver } from './receiver.ts';

/** What one campaign took: letters a second between the first and the last at the receiver, and CPU microseconds a letter by process. */
export type Run = {
  letters: number;
  perSecond: number;
  bytesEach: number;
  cpuMicrosEach: Record<Part, number>;
  senderPeakMiB: number;
  redisPeakMiB: number;
  /** How late the senders' event loops were, 99 looks of 100, in the last seconds of it. */
  loopDelayMs: number;
  prepareSeconds: number;
  /** As the API tells them when the campaign is finished. */
  books: Counts;
};

/** Who uses the two cores. */
export type Part = 'sender' | 'postgres' | 'redis' | 'receiver' | 'others';

/** The product with `senders` processes whose relay is the receiver. `people` grow by import; each run sends to the newest list. */
export type Bench = {
  /** Imports a list of that many people through the API; answers its id and the seconds it took. */
  people(count: number): Promise<{ listId: string; seconds: number }>;
  run(listId: string, letters: number, options: { signed: boolean; sections: number }): Promise<Run>;
  stop(): Promise<void>;
};

const domains = { signed: 'signed.example', unsigned: 'unsigned.example' };
const environment = z.object({ DATABASE_URL: z.string(), REDIS_URL: z.string() });

/** Starts it, with durable embedded data services in a folder of its own. */
export async function startBench(receiver: Receiver, senders: number): Promise<Bench> {
  const folder = mkdtempSync(path.join(tmpdir(), 'hikyaku-bench-'));
  const state = path.join(folder, 'state');
  const product = await startProduct({
    STATE_DIR: state,
    SMTP_URL: `smtp://127.0.0.1:${receiver.port}?pool=200`,
    SENDERS: String(senders),
    EHLO_NAME: 'bench.example',
    LOG_LEVEL: 'warn',
  });
  const { DATABASE_URL, REDIS_URL } = environment.parse(
    JSON.parse(readFileSync(path.join(state, 'environment.json'), 'utf8')),
  );
  const db = new Client({ connectionString: DATABASE_URL });
  await db.connect();
  const redis = new Redis(REDIS_URL);
  makeKey(state);
  const world = outside(product);
  return {
    people: (count) => importPeople(world, count),
    run: (listId, letters, options) => run({ product, world, receiver, db, redis }, listId, letters, options),
    async stop() {
      redis.disconnect();
      await db.end();
      await product.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function makeKey(state: string): void {
  const cli = fileURLToPath(new URL('../../apps/cli/src/main.ts', import.meta.url));
  execFileSync(process.execPath, [cli, 'keys', 'dkim', domains.signed], {
    env: { ...process.env, STATE_DIR: state },
    stdio: 'ignore',
  });
}

async function importPeople(world: Outside, count: number): Promise<{ listId: string; seconds: number }> {
  const listId = await world.made('/lists', { name: `${count} people` });
  const rows: string[] = ['email,name,city'];
  for (let n = 0; n < count; n++) rows.push(`p${n}@people.example,Person ${n},City ${n % 47}`);
  const began = performance.now();
  await world.importCsv(listId, rows.join('\n'));
  return { listId, seconds: (performance.now() - began) / 1_000 };
}

type Stage = { product: Product; world: Outside; receiver: Receiver; db: Client; redis: Redis };

async function run(
  stage: Stage,
  listId: string,
  letters: number,
  { signed, sections }: { signed: boolean; sections: number },
): Promise<Run> {
  const { world, receiver, product } = stage;
  // After a quiet second, so that what went before does not weigh on this run.
  await new Promise((resolve) => setTimeout(resolve, 1_000));
  await receiver.reset();
  const id = await world.made('/campaigns', {
    name: `${letters} letters`,
    lists: [listId],
    from: { name: 'News', email: `news@${signed ? domains.signed : domains.unsigned}` },
    subject: 'For {{contact.name}}',
    mjml: newsletter(sections),
    data: { topics: ['Roads', 'Weather', 'Letters'] },
  });
  const before = usage(product, receiver);
  await world.call('POST', `/campaigns/${id}/schedule`, { at: 'now' });
  const tally = await eventually(
    async () => {
      const seen = await receiver.count();
      return seen.count >= letters ? seen : undefined;
    },
    3_600_000,
    100,
  );
  const after = usage(product, receiver);
  const { counts: books } = await world.until(id, 'finished', 600_000);
  const seconds = (tally.lastAt - tally.firstAt) / 1_000;
  return {
    letters: tally.count,
    perSecond: tally.count / seconds,
    bytesEach: Math.round(tally.bytes / tally.count),
    cpuMicrosEach: perLetter(before, after, tally.count),
    senderPeakMiB: Math.max(...product.senders().map(peakMiB)),
    redisPeakMiB: await redisPeak(stage.redis),
    loopDelayMs: await loopDelayMs(stage.db),
    prepareSeconds: await prepareSeconds(stage.db),
    books,
  };
}

/** CPU seconds so far, by part. */
function usage(product: Product, receiver: Receiver): Record<Part, number> {
  const used: Record<Part, number> = {
    sender: 0,
    postgres: 0,
    redis: 0,
    receiver: cpuSeconds(receiver.pid),
    others: 0,
  };
  for (const pid of familyOf(product.pid)) used[partOf(commandOf(pid))] += cpuSeconds(pid);
  return used;
}

function partOf(command: string): Part {
  if (command.includes('apps/sender/')) return 'sender';
  if (command.includes('postgres')) return 'postgres';
  return command.includes('redis-server') ? 'redis' : 'others';
}

function perLetter(before: Record<Part, number>, after: Record<Part, number>, letters: number): Record<Part, number> {
  const each = (part: Part) => Math.round(((after[part] - before[part]) * 1e7) / letters) / 10;
  return {
    sender: each('sender'),
    postgres: each('postgres'),
    redis: each('redis'),
    receiver: each('receiver'),
    others: each('others'),
  };
}

async function redisPeak(redis: Redis): Promise<number> {
  return Number(/used_memory_peak:(\d+)/.exec(await redis.info('memory'))?.[1] ?? 0) / 2 ** 20;
}

async function loopDelayMs(db: Client): Promise<number> {
  const { rows } = await db.query<{ ms: number | null }>(
    'select max(loop_delay_ms) as ms from senders where fenced_at is null',
  );
  return rows[0]?.ms ?? 0;
}

async function prepareSeconds(db: Client): Promise<number> {
  const { rows } = await db.query<{ seconds: number }>(
    `select extract(epoch from prepared_at - started_at)::float8 as seconds from campaigns where kind = 'campaign' order by id desc limit 1`,
  );
  return rows[0]?.seconds ?? 0;
}
