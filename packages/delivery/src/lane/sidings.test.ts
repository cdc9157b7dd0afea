import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Db } from '@hikyaku/database';
import { type TestDatabase, testDatabase } from '@hikyaku/database/testing';
import { type Books, readBooks } from '@hikyaku/ledger';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import { nameServers } from '../dns/name-servers.ts';
import { remembered } from '../dns/remembered.ts';
import { ownShaping } from '../shaping/own-shaping.ts';
import { publishLanes } from '../shaping/publish-lanes.ts';
import { type AnsweringServer, answeringServer, type Behaviour } from '../testing/answering-server.ts';
import { type SeededCampaign, seedCampaign } from '../testing/campaign.ts';
import { type Entry, nameServer } from '../testing/name-server.ts';
import { type TestSender, testSender } from '../testing/sender.ts';
import { direct, directTimeouts } from '../transports/direct.ts';
import { forbiddenAddress, parseNetworks } from '../transports/direct/forbidden-address.ts';
import { laneLog } from './lane-log.ts';
import { listLanes } from './list-lanes.ts';
import { limitLane } from './operate-lane.ts';
import { tick } from './tick.ts';

const each = 120;

let database: TestDatabase;
let db: Db;
let folder: string;
const closing: (() => Promise<unknown>)[] = [];
beforeEach(async () => {
  database = await testDatabase();
  db = database.db;
  folder = mkdtempSync(path.join(tmpdir(), 'hikyaku-sidings-'));
});
afterEach(async () => {
  for (const close of closing.splice(0).toReversed()) await close();
  await database.drop();
  rmSync(folder, { recursive: true });
});

/** A campaign in one slot of the tail, its people in these domains in turn, a hundred letters a batch. */
async function campaignTo(domains: readonly string[], most = each): Promise<SeededCampaign> {
  const campaign = await seedCampaign(db, domains.length * most);
  await sql`update batches set slot_id = ${campaign.slotIds[0]} where campaign_id = ${campaign.campaignId}`.execute(db);
  await sql`
    update contacts set email = replace(email, 'example.com', (${sql.val(domains)}::text[])[1 + n % ${domains.length}])
    from (select id, row_number() over (order by id) - 1 as n from contacts) numbered
    where numbered.id = contacts.id and workspace_id = ${campaign.workspaceId}
  `.execute(db);
  return campaign;
}

/** A server that takes letters, and the moment when it has taken so many. */
async function taking(
  most: number,
): Promise<{ server: AnsweringServer; all: Promise<void>; more: (n: number) => Promise<void> }> {
  let taken = 0;
  const waiting: { most: number; resolve: () => void }[] = [];
  const more = (n: number) => new Promise<void>((resolve) => void waiting.push({ most: n, resolve }));
  const all = more(most);
  const server = await answeringServer({
    answer(said) {
      if (said.kind !== 'letter') return undefined;
      taken += 1;
      for (const one of waiting) if (taken >= one.most) one.resolve();
      return undefined;
    },
  });
  closing.push(server.close);
  return { server, all, more };
}

async function host(behaviour: Behaviour): Promise<AnsweringServer> {
  const server = await answeringServer(behaviour);
  closing.push(server.close);
  return server;
}

/** A sender that brings letters to these hosts, each of a domain of its own below `test`. */
async function senderTo(
  hosts: Record<string, AnsweringServer>,
  others: Record<string, Entry> = {},
): Promise<TestSender> {
  const zone: Record<string, Entry> = { ...others };
  for (const name of Object.keys(hosts)) {
    zone[`${name}.test`] = { MX: [[10, `mx.${name}.test`]] };
    zone[`mx.${name}.test`] = { A: ['127.0.0.1'] };
  }
  const dns = await nameServer(zone);
  closing.push(dns.close);
  const way = direct({
    resolver: remembered(nameServers([dns.server], 2_000), () => performance.now()),
    ehloName: 'mail.example.org',
    timeouts: directTimeouts,
    families: [4],
    forbidden: forbiddenAddress(parseNetworks('127.0.0.0/8')),
    portOf: (name) => hosts[name.replace(/^mx\.|\.test$/g, '')]?.port ?? 1,
    policyOf: async () => ({ mode: 'none' }),
    report: () => {},
    random: Math.random,
    nowMs: () => performance.now(),
  });
  const sender = await testSender(db, way, folder, { way: 'direct', lines: 50 });
  closing.push(sender.close);
  return sender;
}

async function booksOf({ campaignId }: SeededCampaign): Promise<Books> {
  return readBooks(db, campaignId);
}

describe('a lane of many sites', () => {
  it('sends on to the others while one never answers and another’s name servers are silent, also what comes in meanwhile', async () => {
    const campaign = await campaignTo(['hanging.test', 'good.test', 'silent.test']);
    await publishLanes(db, ownShaping);
    const hanging = await host({ greeting: '' });
    const { server: good, all, more } = await taking(each);
    const { sender } = await senderTo({ hanging, good }, { 'silent.test': { fails: 'silence' } });
    const [slotId = 0] = campaign.slotIds;
    const ticking = tick(sender, slotId);
    await all;
    expect(hanging.connected()).toBeLessThanOrEqual(2);

    const later = await campaignTo(['good.test'], 30);
    await more(each + 30);
    await hanging.close();
    expect(await ticking).toMatchObject({ kind: 'ticked' });
    expect(await booksOf(later)).toMatchObject({ accepted: 30, queued: 0 });
    const books = await booksOf(campaign);
    expect(books).toMatchObject({ accepted: each, attempting: 0, bounced: 0, uncertain: 0 });
    expect(books.queued + books.deferred).toBe(2 * each);
  });

  it('stops for a site alone that sends everything away, and leaves its other letters as they are', async () => {
    const campaign = await campaignTo(['busy.test', 'good.test']);
    await publishLanes(db, ownShaping);
    const busy = await host({
      answer: (said) =>
        said.kind === 'command' && said.line.startsWith('RCPT') ? '421 4.3.2 too much to do\r\n' : undefined,
    });
    const { server: good } = await taking(each);
    const { sender } = await senderTo({ busy, good });
    const [slotId = 0] = campaign.slotIds;
    const ticked = await tick(sender, slotId);
    const books = await booksOf(campaign);
    expect(books).toMatchObject({ accepted: each, attempting: 0 });
    expect(books.deferred).toBeGreaterThanOrEqual(10);
    expect(books.deferred).toBeLessThanOrEqual(13);
    const { rows } = await sql<{ attempts: number }>`
      select distinct attempt as attempts from deliveries where campaign_id = ${campaign.campaignId} and state = 'queued'
    `.execute(db);
    expect(rows).toEqual([{ attempts: 0 }]);
    // Nobody looks at them before its time has come.
    expect(ticked.kind === 'ticked' && ticked.nextDueInMs).toBeGreaterThan(15_000);
    const slot = await db.selectFrom('lane_slots').select('lane').where('id', '=', slotId).executeTakeFirstOrThrow();
    expect(await laneLog(db, slot.lane, 10)).toMatchObject([
      { kind: 'limited', details: { what: 'nothing to mx.busy.test', reason: '421 4.3.2 too much to do' } },
    ]);
  });

  it('follows an operator’s limits while a letter hangs', async () => {
    const campaign = await campaignTo(['hanging.test', 'good.test'], 3);
    await publishLanes(db, ownShaping);
    const hanging = await host({ greeting: '' });
    const { server: good, all } = await taking(3);
    const { sender } = await senderTo({ hanging, good });
    const [slotId = 0] = campaign.slotIds;
    const ticking = tick(sender, slotId);
    await all;
    const { lane } = await db
      .selectFrom('lane_slots')
      .select('lane')
      .where('id', '=', slotId)
      .executeTakeFirstOrThrow();
    await limitLane(db, lane, { connections: 3 }, { workspaceId: campaign.workspaceId, by: 'hanako' });
    let window: number | undefined;
    while (window !== 3) window = (await listLanes(db, lane))[0]?.pace?.window;
    await hanging.close();
    await ticking;
  });

  it('gives a site no more lines than it is granted, however many letters wait for it', async () => {
    const campaign = await campaignTo(['good.test'], 150);
    await publishLanes(db, ownShaping);
    let most = 0;
    const good: AnsweringServer = await host({
      answer: () => {
        most = Math.max(most, good.connected());
        return undefined;
      },
    });
    const { sender } = await senderTo({ good });
    await tick(sender, campaign.slotIds[0] ?? 0);
    expect(await booksOf(campaign)).toMatchObject({ accepted: 150 });
    expect(most).toBe(2);
  });
});
