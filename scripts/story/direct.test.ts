import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type TestDatabase, testDatabase } from '@hikyaku/database/testing';
import { type AnsweringServer, answeringServer, nameServer, type TestNameServer } from '@hikyaku/delivery/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { eventually, oneClick, oneClickUrl, type Outside, outside } from './outside.ts';
import { type Product, startProduct } from './product.ts';

/** Everybody's mail host: all of them have one address here. */
let host: AnsweringServer;
let dns: TestNameServer;
let database: TestDatabase;
let state: string;
let product: Product;
let world: Outside;

beforeAll(async () => {
  host = await answeringServer();
  dns = await nameServer({
    'corp.test': { MX: [[1, 'aspmx.l.google.com']] },
    'plain.test': { MX: [[1, 'mx.plain.test']] },
    'null.test': { MX: [[0, '']] },
    'broken.test': { fails: 'SERVFAIL' },
    'aspmx.l.google.com': { A: ['127.0.0.1'] },
    'mx.plain.test': { A: ['127.0.0.1'] },
  });
  database = await testDatabase();
  state = mkdtempSync(path.join(tmpdir(), 'hikyaku-direct-story-'));
  product = await startProduct({
    STATE_DIR: state,
    DATABASE_URL: database.url,
    REDIS_URL: `${process.env['HIKYAKU_TEST_REDIS_URL']}/7`,
    DELIVERY: 'direct',
    EHLO_NAME: 'mail.story.example',
    DNS_SERVERS: `${dns.server.address}:${dns.server.port}`,
    DIRECT_ALLOW: '127.0.0.0/8',
    DIRECT_PORT: String(host.port),
  });
  world = outside(product);
}, 120_000);
afterAll(async () => {
  await product?.stop();
  await Promise.all([host?.close(), dns?.close(), database?.drop()]);
  rmSync(state, { recursive: true, force: true });
}, 120_000);

const page = z.object({
  items: z.array(z.object({ email: z.string(), state: z.string(), lane: z.string().nullable() })),
});

async function lettersOf(campaignId: string): Promise<z.infer<typeof page>['items']> {
  return page.parse((await world.call('GET', `/campaigns/${campaignId}/deliveries`)).body).items;
}

/** To whom letters were sent over each connection, and their bodies. */
function heard(): { to: string; body: string }[] {
  return host.heard.flatMap((said) => {
    const bodies = said.flatMap((one) => (one.kind === 'letter' ? [one.body] : []));
    const to = said.flatMap((one) => {
      const rcpt = one.kind === 'command' ? /^RCPT TO:<([^>]+)>/i.exec(one.line)?.[1] : undefined;
      return rcpt === undefined ? [] : [rcpt];
    });
    return bodies.map((body, n) => ({ to: to[n] ?? '', body }));
  });
}

describe('the product without a relay', () => {
  it('brings letters to their own mail hosts, in the lane of these, and none to whoever has left', async () => {
    const listId = await world.made('/lists', { name: 'direct' });
    const people = ['corp', 'plain', 'null', 'broken'].flatMap((domain) =>
      [1, 2, 3].map((n) => `p${n}@${domain}.test`),
    );
    await world.importCsv(listId, ['email', ...people].join('\n'));
    const first = await world.send(listId, 'first');
    await eventually(async () => {
      const { counts } = await world.campaign(first);
      return counts.accepted === 6 && counts.bounced === 3 && counts.deferred === 3 ? counts : undefined;
    }, 60_000);
    const letters = heard();
    expect(letters.map(({ to }) => to).toSorted()).toEqual(people.slice(0, 6).toSorted());
    const lanesKnown = async () =>
      database.db
        .selectFrom('domain_lanes')
        .select('domain')
        .where('source', '=', 'mx')
        .where('lane', '=', 'gmail')
        .executeTakeFirst();
    await eventually(lanesKnown, 30_000);

    const leaver = letters.find(({ to }) => to === 'p1@plain.test');
    expect(await oneClick(oneClickUrl(/^List-Unsubscribe: (.*)$/im.exec(leaver?.body ?? '')?.[1] ?? null))).toBe(200);
    const second = await world.send(listId, 'second');
    await eventually(async () => ((await world.campaign(second)).counts.accepted === 5 ? true : undefined), 60_000);
    expect(heard()).toHaveLength(6 + 5);
    expect(heard().filter(({ to }) => to === 'p1@plain.test')).toHaveLength(1);
    const lanes = new Map((await lettersOf(second)).map(({ email, lane }) => [email, lane]));
    for (const n of [1, 2, 3]) expect(lanes.get(`p${n}@corp.test`)).toBe('gmail');
    expect(lanes.get('p2@plain.test')).toMatch(/^tail-/);
  });
});
