import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Db } from '@hikyaku/database';
import { type TestDatabase, testDatabase } from '@hikyaku/database/testing';
import { readBooks } from '@hikyaku/ledger';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import { nameServers } from '../dns/name-servers.ts';
import { remembered } from '../dns/remembered.ts';
import { ownShaping } from '../shaping/own-shaping.ts';
import { publishLanes } from '../shaping/publish-lanes.ts';
import { type SeededCampaign, seedCampaign } from '../testing/campaign.ts';
import { type Entry, nameServer, type TestNameServer } from '../testing/name-server.ts';
import { type ScriptedServer, scriptedServer } from '../testing/scripted-server.ts';
import { testSender } from '../testing/sender.ts';
import { direct, directTimeouts } from '../transports/direct.ts';
import { forbiddenAddress, parseNetworks } from '../transports/direct/forbidden-address.ts';
import { takeBatch } from './batch.ts';
import type { LookingUp } from './look-up-lanes.ts';
import { survey } from './survey.ts';
import { tick } from './tick.ts';

const each = 5;
const domains = ['corp.test', 'mixed.test', 'plain.test'];
const zone: Record<string, Entry> = {
  'corp.test': {
    MX: [
      [1, 'aspmx.l.google.com'],
      [5, 'alt1.aspmx.l.google.com'],
    ],
    ttl: 7_200,
  },
  'mixed.test': {
    MX: [
      [1, 'aspmx.l.google.com'],
      [5, 'mx.mixed.test'],
    ],
  },
  'plain.test': { MX: [[1, 'mx.plain.test']] },
  'mx.mixed.test': { A: ['127.0.0.1'] },
  'mx.plain.test': { A: ['127.0.0.1'] },
  'aspmx.l.google.com': { A: ['127.0.0.1'] },
};

let database: TestDatabase;
let db: Db;
let campaign: SeededCampaign;
let dns: TestNameServer;
let how: LookingUp;
const closing: (() => Promise<unknown> | void)[] = [];
beforeEach(async () => {
  database = await testDatabase();
  db = database.db;
  campaign = await seedCampaign(db, domains.length * each);
  await sql`
    update contacts set email = replace(email, 'example.com', (${sql.val(domains)}::text[])[1 + id % ${domains.length}])
  `.execute(db);
  await publishLanes(db, ownShaping);
  dns = await nameServer({ ...zone });
  how = {
    resolver: remembered(nameServers([dns.server], 2_000), () => performance.now()),
    shaping: ownShaping,
    patienceMs: 5_000,
  };
});
afterEach(async () => {
  for (const close of closing.splice(0).toReversed()) await close();
  await dns.close();
  await database.drop();
});

/** How many letters that may still leave wait in which lane, by their domain. */
async function waiting(): Promise<Record<string, Record<string, number>>> {
  const { rows } = await sql<{ domain: string; lane: string; letters: number }>`
    select split_part(c.email, '@', 2) as domain, regexp_replace(s.lane, '-[0-9]$', '') as lane, count(*)::int as letters
    from deliveries d join contacts c on c.id = d.contact_id
    join batches b on b.id = d.batch_id and b.state <> 'closed' join lane_slots s on s.id = b.slot_id
    where d.state in ('queued', 'deferred') group by 1, 2
  `.execute(db);
  const found: Record<string, Record<string, number>> = {};
  for (const { domain, lane, letters } of rows) (found[domain] ??= {})[lane] = letters;
  return found;
}

async function perDomain(): Promise<Record<string, number>> {
  const { rows } = await sql<{ domain: string; letters: number }>`
    select split_part(email, '@', 2) as domain, count(*)::int as letters from contacts group by 1
  `.execute(db);
  return Object.fromEntries(rows.map(({ domain, letters }) => [domain, letters]));
}

async function laneOf(domain: string): Promise<string | null> {
  const { rows } = await sql<{ lane: string | null }>`select lane_of(${domain}, false) as lane`.execute(db);
  return rows[0]?.lane ?? null;
}

async function slotOf(lane: string): Promise<number> {
  return (await db.selectFrom('lane_slots').select('id').where('lane', '=', lane).executeTakeFirstOrThrow()).id;
}

async function host(): Promise<ScriptedServer> {
  const server = await scriptedServer({});
  closing.push(server.close);
  return server;
}

describe('survey', () => {
  it('moves letters to a company at a known receiver into that receiver’s lane, where they are sent, and no others', async () => {
    const letters = await perDomain();
    expect(await survey(db, how)).toEqual({
      batches: 1,
      moved: letters['corp.test'],
      slotIds: [await slotOf('gmail')],
    });
    expect(await waiting()).toEqual({
      'corp.test': { gmail: letters['corp.test'] },
      'mixed.test': { tail: letters['mixed.test'] },
      'plain.test': { tail: letters['plain.test'] },
    });

    const folder = mkdtempSync(path.join(tmpdir(), 'hikyaku-survey-'));
    closing.push(() => rmSync(folder, { recursive: true }));
    const hosts: Record<string, ScriptedServer> = { 'aspmx.l.google.com': await host(), 'mx.plain.test': await host() };
    const way = direct({
      resolver: how.resolver,
      ehloName: 'mail.example.org',
      timeouts: directTimeouts,
      families: [4],
      forbidden: forbiddenAddress(parseNetworks('127.0.0.0/8')),
      portOf: (name) => hosts[name]?.port ?? 1,
      policyOf: async () => ({ mode: 'none' }),
      report: () => {},
      random: Math.random,
      nowMs: () => performance.now(),
    });
    const { sender, troubles, close } = await testSender(db, way, folder, { way: 'direct' });
    closing.push(close);
    await tick(sender, await slotOf('gmail'));
    expect(hosts['aspmx.l.google.com']?.received).toHaveLength(letters['corp.test'] ?? 0);
    for (const slotId of campaign.slotIds) await tick(sender, slotId);
    expect(hosts['mx.plain.test']?.received).toHaveLength(letters['plain.test'] ?? 0);
    expect(await readBooks(db, campaign.campaignId)).toMatchObject({ queued: 0, accepted: domains.length * each });
    expect(troubles).toEqual([]);
  });

  it('asks once for a domain while its MX record may be believed, and freezes meanwhile where it was found to belong', async () => {
    await survey(db, how);
    expect([await laneOf('corp.test'), await laneOf('mixed.test')]).toEqual(['gmail', null]);
    const kept = await db.selectFrom('domain_lanes').selectAll().where('source', '=', 'mx').orderBy('domain').execute();
    const hours = kept.map(({ domain, expires_at, noted_at }) => [
      domain,
      Math.round(((expires_at?.getTime() ?? 0) - noted_at.getTime()) / 3_600_000),
    ]);
    expect(hours).toEqual([
      ['corp.test', 2],
      ['mixed.test', 1],
      ['plain.test', 1],
    ]);
    const asked = dns.asked.length;
    await sql`update batches set survey_at = now()`.execute(db);
    await survey(db, { ...how, resolver: nameServers([dns.server], 2_000) });
    expect(dns.asked).toHaveLength(asked);

    await sql`update domain_lanes set expires_at = now() where source = 'mx'`.execute(db);
    expect(await laneOf('corp.test')).toBeNull();
    await sql`update batches set survey_at = now()`.execute(db);
    await survey(db, { ...how, resolver: nameServers([dns.server], 2_000) });
    expect(dns.asked.slice(asked)).toEqual(['udp MX mixed.test', 'udp MX plain.test']);
  });

  it('gives up waiting for a name server that is silent, leaves the letters as they are and looks again later', async () => {
    dns.zone = { 'corp.test': { fails: 'silence' }, 'mixed.test': { fails: 'SERVFAIL' }, 'plain.test': {} };
    const before = await waiting();
    expect(await survey(db, { ...how, patienceMs: 100 })).toEqual({ batches: 1, moved: 0, slotIds: [] });
    expect(await waiting()).toEqual(before);
    expect(await survey(db, how)).toMatchObject({ batches: 0 });
    dns.zone = { ...zone };
    await sql`update batches set survey_at = now() where survey_at < now() + interval '31 seconds'`.execute(db);
    expect(await survey(db, { ...how, resolver: nameServers([dns.server], 2_000) })).toMatchObject({ batches: 1 });
    expect((await waiting())['corp.test']).toHaveProperty('gmail');
  });

  it('leaves a batch alone that is in a sender’s hands, and a campaign that is being called off', async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'hikyaku-survey-'));
    closing.push(() => rmSync(folder, { recursive: true }));
    const { sender, close } = await testSender(db, { open: () => Promise.reject(new Error('not here')) }, folder);
    closing.push(close);
    await sql`
      create function taken_meanwhile() returns trigger language plpgsql as $$
      begin
        update batches set state = 'leased', sender_id = (select max(id) from senders);
        return new;
      end $$
    `.execute(db);
    await sql`create trigger meanwhile after insert on domain_lanes for each statement execute function taken_meanwhile()`.execute(
      db,
    );
    const before = await waiting();
    expect(await survey(db, how)).toMatchObject({ batches: 1, moved: 0 });
    expect(await waiting()).toEqual(before);
    await sql`update batches set state = 'ready', sender_id = null, survey_at = now()`.execute(db);
    await sql`update campaigns set status = 'cancelling'`.execute(db);
    expect(await survey(db, how)).toMatchObject({ batches: 1, moved: 0 });
    await sql`update campaigns set status = 'sending'`.execute(db);
    const [slotId = 0] = campaign.slotIds;
    expect(await takeBatch(db, slotId, sender.life.senderId, campaign.campaignId)).toBeDefined();
  });

  it('learns for the next newsletter from letters that have gone already, once', async () => {
    await sql`update deliveries set state = 'accepted', settled_at = now()`.execute(db);
    await sql`update batches set state = 'closed'`.execute(db);
    expect(await survey(db, how)).toEqual({ batches: 1, moved: 0, slotIds: [] });
    expect(await laneOf('corp.test')).toBe('gmail');
    expect(await survey(db, how)).toMatchObject({ batches: 0 });
  });

  it('closes a batch that has nothing left, so that its campaign can end', async () => {
    await sql`update contacts set email = split_part(email, '@', 1) || '@corp.test'`.execute(db);
    await survey(db, how);
    const batches = await db.selectFrom('batches').select(['state', 'slot_id']).orderBy('id').execute();
    expect(batches).toEqual([
      { state: 'closed', slot_id: expect.any(Number) },
      { state: 'ready', slot_id: await slotOf('gmail') },
    ]);
  });

  it('says nothing against the tables, and learns anew when they are published', async () => {
    await survey(db, how);
    const lanes = new Map(ownShaping.lanes);
    const docomo = lanes.get('docomo');
    if (docomo === undefined) throw new Error('There is no docomo.');
    lanes.set('docomo', { ...docomo, domains: ['corp.test'] });
    await publishLanes(db, { ...ownShaping, lanes });
    expect([await laneOf('corp.test'), await laneOf('mixed.test')]).toEqual(['docomo', null]);
    const learned = await db.selectFrom('domain_lanes').select('domain').where('source', '=', 'mx').execute();
    expect(learned).toEqual([]);
  });
});

describe('lanes_of', () => {
  it('believes what tables say of a domain, then of the nearest that it lies below, then its mail hosts, for many as for one', async () => {
    await sql`insert into lanes (name) values ('near'), ('far'), ('own')`.execute(db);
    await sql`
      insert into domain_lanes (domain, lane, source, expires_at) values
        ('.test', 'far', 'table', null), ('.near.test', 'near', 'table', null), ('own.near.test', 'own', 'table', null),
        ('learned.example', 'own', 'mx', now() + interval '1 hour'), ('stale.example', 'own', 'mx', now() - interval '1 hour'),
        ('learned.test', 'own', 'mx', now() + interval '1 hour')
    `.execute(db);
    const expected: Record<string, string | null> = {
      'own.near.test': 'own',
      'a.near.test': 'near',
      'near.test': 'far',
      'learned.test': 'far',
      'learned.example': 'own',
      'stale.example': null,
      'nobody.example': null,
      test: null,
    };
    const { rows } = await sql<{ domain: string; lane: string | null; alone: string | null }>`
      select o_domain as domain, o_lane as lane, lane_of(o_domain, false) as alone from lanes_of(${Object.keys(expected)}::text[], false)
    `.execute(db);
    expect(Object.fromEntries(rows.map(({ domain, lane }) => [domain, lane]))).toEqual(expected);
    expect(rows.every(({ lane, alone }) => lane === alone)).toBe(true);
  });

  it('gives every domain that nobody knows one lane of the tail, always the same, where that is wanted', async () => {
    const domains = Array.from({ length: 40 }, (_, n) => `company${n}.example`);
    const ask = async () =>
      (
        await sql<{ lane: string; tail: boolean }>`
          select o.o_lane as lane, l.tail from lanes_of(${domains}::text[], true) o join lanes l on l.name = o.o_lane order by o.o_domain
        `.execute(db)
      ).rows;
    const lanes = await ask();
    expect(lanes).toHaveLength(40);
    expect(lanes.every(({ tail }) => tail)).toBe(true);
    expect(new Set(lanes.map(({ lane }) => lane)).size).toBeGreaterThan(1);
    expect(await ask()).toEqual(lanes);
  });
});
