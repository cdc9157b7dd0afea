import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type TestDatabase, testDatabase } from '@hikyaku/database/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import PostalMime from 'postal-mime';
import { type Arrival, type Counts, eventually, type Outside, oneClick, oneClickUrl, outside } from './outside.ts';
import { type Product, startProduct } from './product.ts';

let database: TestDatabase;
let state: string;
let product: Product;
let world: Outside;

beforeAll(async () => {
  database = await testDatabase();
  state = mkdtempSync(path.join(tmpdir(), 'hikyaku-story-'));
  product = await startProduct({
    STATE_DIR: state,
    DATABASE_URL: database.url,
    REDIS_URL: `${process.env['HIKYAKU_TEST_REDIS_URL']}/7`,
    RETRY_SCHEDULE: '1s',
    LEASE_SECONDS: '3',
  });
  world = outside(product);
}, 180_000);
afterAll(async () => {
  expect(await product?.stop()).toBe(0);
  await database?.drop();
  rmSync(state, { recursive: true, force: true });
}, 60_000);
beforeEach(() => world.script({ rules: [] }));

const people = (count: number, domain: string) =>
  ['email,name', ...Array.from({ length: count }, (_, n) => `p${n}@${domain},Person ${n}`)].join('\n');

/** Everybody who is in some state; the books say that this is everybody who was targeted. */
const sum = (counts: Counts) => Object.values(counts).reduce((total, n) => total + n, 0) - counts.targeted;

/** The letters of a list's domain that a receiver accepted after an entry of its record. */
async function received(domain: string, after = 0): Promise<Arrival[]> {
  return (await world.record(after)).filter((entry) => entry.kept && entry.recipients[0]?.endsWith(`@${domain}`));
}

async function listOf(count: number, domain: string): Promise<string> {
  const listId = await world.made('/lists', { name: domain });
  await world.importCsv(listId, people(count, domain));
  return listId;
}

describe('the story of a newsletter', () => {
  it('is sent, left by one click from its own header, and never sent to that person again (R8058-3)', async () => {
    const listId = await listOf(3, 'first.example');
    const first = await world.until(await world.send(listId, '創刊号のお知らせ'), 'finished');
    expect(first.counts).toMatchObject({ targeted: 3, accepted: 3 });
    const letters = await received('first.example');
    const [letter] = letters;
    const mail = await PostalMime.parse(await world.source(letter?.id ?? 0));
    const header = (name: string) => mail.headers.filter((field) => field.key === name).map((field) => field.value);
    expect(mail.subject).toBe('創刊号のお知らせ');
    expect(header('list-unsubscribe-post')).toEqual(['List-Unsubscribe=One-Click']);
    expect(header('list-unsubscribe')).toHaveLength(1);
    expect(mail.html).toContain(oneClickUrl(letter?.listUnsubscribe ?? null));
    expect(mail.text).toContain(oneClickUrl(letter?.listUnsubscribe ?? null));

    expect(await oneClick(oneClickUrl(letter?.listUnsubscribe ?? null))).toBe(200);
    expect(await oneClick(oneClickUrl(letter?.listUnsubscribe ?? null))).toBe(200);
    await world.until(await world.send(listId, '第2号'), 'finished');
    const second = (await received('first.example', letters.at(-1)?.id ?? 0)).map((entry) => entry.recipients[0]);
    expect(second).toHaveLength(2);
    expect(second).not.toContain(letter?.recipients[0]);
  });

  it('lets nothing of a campaign in flight reach those who leave it meanwhile, once they were told "done"', async () => {
    const listId = await listOf(2_000, 'flight.example');
    const before = await world.until(await world.send(listId, 'first'), 'finished');
    expect(before.counts.accepted).toBe(2_000);
    const tokens = await received('flight.example');
    await world.script({ rules: [{ match: { domain: 'flight.example' }, at: 'dot', do: { pace: 400 } }] });
    const running = await world.send(listId, 'second');
    const answers = new Map<string, number>();
    const leavers = tokens.filter((_, n) => n % 20 === 0);
    for (const leaver of leavers) {
      if ((await oneClick(oneClickUrl(leaver.listUnsubscribe))) === 200) {
        answers.set(leaver.recipients[0] ?? '', performance.timeOrigin + performance.now());
      }
      const now = await world.campaign(running);
      expect(sum(now.counts)).toBe(now.counts.targeted);
    }
    const done = await world.until(running, 'finished');
    const second = await received('flight.example', tokens.at(-1)?.id ?? 0);
    const late = second.filter((entry) => (entry.tDot ?? 0) > (answers.get(entry.recipients[0] ?? '') ?? Infinity));
    expect(late).toEqual([]);
    expect(answers.size).toBe(100);
    expect(done.counts.withheld).toBeGreaterThan(0);
    expect(done.counts.accepted + done.counts.withheld).toBe(done.counts.targeted);
  }, 180_000);

  it('does not retry to somebody who was suppressed between the 4yz and the retry (UNS-GATE-1)', async () => {
    const listId = await listOf(2, 'retry.example');
    await world.script({
      rules: [{ match: { domain: 'retry.example' }, at: 'rcpt', do: { reply: '451 4.3.0 later' } }],
    });
    const id = await world.send(listId, 'retried');
    await eventually(async () => ((await world.campaign(id)).counts.deferred === 2 ? true : undefined), 30_000, 5);
    const answer = await world.call('POST', '/suppressions', {
      email: 'p0@retry.example',
      scope: 'list',
      listId,
      reason: 'manual',
    });
    expect(answer.status).toBe(201);
    await world.script({ rules: [] });
    expect((await world.until(id, 'finished')).counts).toMatchObject({ accepted: 1, withheld: 1 });
    expect((await received('retry.example')).map((entry) => entry.recipients)).toEqual([['p1@retry.example']]);
  });

  it('keeps a "no" through a new import, a deletion and a new beginning (AP-2, R8058-10)', async () => {
    const listId = await listOf(2, 'return.example');
    await world.call('POST', '/suppressions', { email: 'p0@return.example', scope: 'marketing', reason: 'manual' });
    expect(await world.importCsv(listId, people(2, 'return.example'))).toMatchObject({ stillSuppressed: 1 });
    const found = await world.call('GET', '/contacts?email=p0@return.example');
    const contact = JSON.stringify(found.body).match(/ctc_[0-9a-z]+/)?.[0];
    expect((await world.call('DELETE', `/contacts/${contact}`)).status).toBe(204);
    await world.made('/contacts', {
      email: 'P0@Return.Example',
      lists: [listId],
      consent: { basis: 'consent', source: 'story' },
    });
    expect((await world.until(await world.send(listId, 'again'), 'finished')).counts).toMatchObject({
      targeted: 2,
      accepted: 1,
      withheld: 1,
    });
    expect((await received('return.example')).map((entry) => entry.recipients)).toEqual([['p1@return.example']]);
  });

  it('stops at a pause and goes on where it stopped', async () => {
    const listId = await listOf(600, 'pause.example');
    await world.script({ rules: [{ match: { domain: 'pause.example' }, at: 'dot', do: { pace: 200 } }] });
    const id = await world.send(listId, 'paused');
    await eventually(async () => ((await world.campaign(id)).counts.accepted > 20 ? true : undefined), 30_000);
    expect((await world.call('POST', `/campaigns/${id}/pause`)).status).toBeLessThan(300);
    const answeredAt = performance.timeOrigin + performance.now();
    const paused = await world.campaign(id);
    expect(paused.status).toBe('paused');
    await world.script({ rules: [] });
    expect((await received('pause.example')).filter((entry) => (entry.tDot ?? 0) > answeredAt)).toEqual([]);
    await world.call('POST', `/campaigns/${id}/resume`);
    expect((await world.until(id, 'finished')).counts).toMatchObject({ targeted: 600, accepted: 600 });
    expect(new Set((await received('pause.example')).map((entry) => entry.recipients[0])).size).toBe(600);
  });

  it('survives the sudden death of the sender: nobody gets two, nobody is forgotten', async () => {
    const listId = await listOf(1_500, 'death.example');
    await world.script({ rules: [{ match: { domain: 'death.example' }, at: 'dot', do: { pace: 500 } }] });
    const id = await world.send(listId, 'survived');
    let onTheWire = 0;
    for (const share of [0.2, 0.5]) {
      await eventually(
        async () => ((await world.campaign(id)).counts.accepted > 1_500 * share ? true : undefined),
        60_000,
      );
      const [sender] = product.senders();
      onTheWire += (await world.stats()).connectionsPastData + 1;
      process.kill(sender ?? 0, 'SIGKILL');
      await eventually(async () => product.senders().find((pid) => pid !== sender), 30_000);
    }
    const { counts } = await world.until(id, 'finished');
    expect(sum(counts)).toBe(counts.targeted);
    const got = (await received('death.example')).map((entry) => entry.recipients[0]);
    expect(new Set(got).size).toBe(got.length);
    expect(counts.accepted + counts.uncertain).toBe(1_500);
    expect(got.length).toBeGreaterThanOrEqual(counts.accepted);
    expect(counts.uncertain).toBeLessThanOrEqual(onTheWire + 40);
  }, 180_000);
});
