import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type TestDatabase, testDatabase } from '@hikyaku/database/testing';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type Counts, eventually, type Outside, outside } from './outside.ts';
import { type Product, startProduct } from './product.ts';

let database: TestDatabase;
let state: string;
let product: Product;
let world: Outside;

beforeEach(async () => {
  database = await testDatabase();
  state = mkdtempSync(path.join(tmpdir(), 'hikyaku-drain-'));
  await start();
}, 120_000);
afterEach(async () => {
  await product?.stop();
  await database?.drop();
  rmSync(state, { recursive: true, force: true });
}, 120_000);

/** On the same state each time, as somebody would who starts the product again. */
async function start(): Promise<void> {
  product = await startProduct({
    STATE_DIR: state,
    DATABASE_URL: database.url,
    REDIS_URL: `${process.env['HIKYAKU_TEST_REDIS_URL']}/6`,
    MAILBOX_RECORD: path.join(state, 'record.jsonl'),
    RETRY_SCHEDULE: '1s',
    LEASE_SECONDS: '3',
    DRAIN_SECONDS: '2',
  });
  world = outside(product);
}

async function sending(people: number, rule: Record<string, unknown>): Promise<string> {
  const listId = await world.made('/lists', { name: 'drain' });
  await world.importCsv(
    listId,
    ['email', ...Array.from({ length: people }, (_, n) => `p${n}@drain.example`)].join('\n'),
  );
  await world.script({ rules: [{ at: 'dot', do: rule }] });
  return world.send(listId, 'drained');
}

const sum = (counts: Counts) => Object.values(counts).reduce((total, n) => total + n, 0) - counts.targeted;
const received = async () => (await world.record()).filter((entry) => entry.kept).map((entry) => entry.recipients[0]);

describe('a sender that is told to stop', () => {
  it('finishes the letters in its hands: none is lost, doubled or uncertain', async () => {
    const id = await sending(2_000, { pace: 700 });
    for (const share of [0.1, 0.4]) {
      await eventually(async () => (await world.campaign(id)).counts.accepted > 2_000 * share || undefined, 60_000);
      const [sender = 0] = await eventually(
        async () => (product.senders().length > 0 ? product.senders() : undefined),
        30_000,
      );
      process.kill(sender, 'SIGTERM');
      await eventually(async () => product.senders().every((pid) => pid !== sender) || undefined, 30_000);
      expect((await world.campaign(id)).counts).toMatchObject({ uncertain: 0 });
    }
    expect((await world.until(id, 'finished')).counts).toMatchObject({ accepted: 2_000, uncertain: 0 });
    const got = await received();
    expect(new Set(got).size).toBe(2_000);
    expect(got).toHaveLength(2_000);
  }, 180_000);

  it('ends although receivers do not answer, and loses nothing: only what was on the wire is uncertain', async () => {
    const id = await sending(300, { delayMs: 3_600_000 });
    // Some of them, so that the first have certainly written their dot.
    await eventually(async () => (await world.stats()).connectionsPastData >= 5 || undefined, 60_000);
    expect(await product.stop()).toBe(0);
    await start();
    const { counts } = await world.until(id, 'finished');
    expect(sum(counts)).toBe(counts.targeted);
    expect(counts.accepted + counts.uncertain).toBe(300);
    expect(counts.uncertain).toBeGreaterThan(0);
    // The relay's pool of lines is the most that can be on the wire.
    expect(counts.uncertain).toBeLessThanOrEqual(40);
    const got = await received();
    expect(new Set(got).size).toBe(got.length);
    expect(got.length).toBeGreaterThanOrEqual(counts.accepted);
  }, 180_000);
});
