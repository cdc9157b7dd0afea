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
import { tick } from '../lane/tick.ts';
import { seedCampaign } from '../testing/campaign.ts';
import { nameServer } from '../testing/name-server.ts';
import { type Script, type ScriptedServer, scriptedServer } from '../testing/scripted-server.ts';
import { testSender } from '../testing/sender.ts';
import { direct, directTimeouts } from './direct.ts';
import { forbiddenAddress, parseNetworks } from './direct/forbidden-address.ts';

let database: TestDatabase;
let db: Db;
let folder: string;
const closing: (() => Promise<unknown>)[] = [];
beforeEach(async () => {
  database = await testDatabase();
  db = database.db;
  folder = mkdtempSync(path.join(tmpdir(), 'hikyaku-direct-'));
});
afterEach(async () => {
  for (const close of closing.splice(0).toReversed()) await close();
  await database.drop();
  rmSync(folder, { recursive: true });
});

async function host(script: Script): Promise<ScriptedServer> {
  const server = await scriptedServer(script);
  closing.push(server.close);
  return server;
}

/** A campaign in one slot whose people live in these domains in turn. */
async function campaignTo(domains: readonly string[], each: number) {
  const campaign = await seedCampaign(db, domains.length * each);
  await sql`update batches set slot_id = ${campaign.slotIds[0]}`.execute(db);
  await sql`
    update contacts set email = 'p' || n || '@' || (${sql.val(domains)}::text[])[1 + n % ${domains.length}]
    from (select id, substring(email from 2 for position('@' in email) - 2)::int as n from contacts) numbered
    where numbered.id = contacts.id
  `.execute(db);
  return campaign;
}

/** What became of the letters to each domain: states with their reasons and replies, each once. */
async function outcomes(): Promise<Record<string, string[]>> {
  const { rows } = await sql<{ domain: string; outcome: string }>`
    select distinct split_part(c.email, '@', 2) as domain,
      concat_ws(' | ', d.state::text, nullif(d.reason, ''), d.reply, 'attempt ' || d.attempt) as outcome
    from deliveries d join contacts c on c.id = d.contact_id order by 1, 2
  `.execute(db);
  const found: Record<string, string[]> = {};
  for (const { domain, outcome } of rows) (found[domain] ??= []).push(outcome);
  return found;
}

describe('direct delivery', () => {
  it('carries each letter of a slot as far as its own domain lets it, whatever becomes of the others', async () => {
    const hosts: Record<string, ScriptedServer> = {
      'mx2.good.test': await host({}),
      'mx.busy.test': await host({ greeting: '421 4.3.2 busy' }),
      'mx.bouncing.test': await host({ dot: '550 5.7.1 we want none of this' }),
    };
    const loopback = { A: ['127.0.0.1'] };
    const dns = await nameServer({
      'good.test': {
        MX: [
          [10, 'mx1.good.test'],
          [20, 'mx2.good.test'],
        ],
      },
      'busy.test': { MX: [[10, 'mx.busy.test']] },
      'bouncing.test': { MX: [[10, 'mx.bouncing.test']] },
      'dead.test': { MX: [[10, 'mx.dead.test']] },
      'private.test': { A: ['10.0.0.1'] },
      'null.test': { MX: [[0, '']] },
      'loop.test': { CNAME: 'loop.test' },
      'broken.test': { fails: 'SERVFAIL' },
      'mx1.good.test': loopback,
      'mx2.good.test': loopback,
      'mx.busy.test': loopback,
      'mx.bouncing.test': loopback,
      'mx.dead.test': loopback,
    });
    closing.push(dns.close);
    const way = direct({
      resolver: remembered(nameServers([dns.server], 2_000), () => performance.now()),
      ehloName: 'mail.example.org',
      timeouts: directTimeouts,
      families: [4, 6],
      forbidden: forbiddenAddress(parseNetworks('127.0.0.0/8')),
      portOf: (name) => hosts[name]?.port ?? 1,
      policyOf: async () => ({ mode: 'none' }),
      report: () => {},
      random: Math.random,
      nowMs: () => performance.now(),
    });
    const domains = ['good', 'busy', 'bouncing', 'dead', 'private', 'null', 'loop', 'broken', 'nowhere'];
    const each = 6;
    const campaign = await campaignTo(
      domains.map((name) => `${name}.test`),
      each,
    );
    const { sender, troubles, close } = await testSender(db, way, folder, { lines: 10 });
    closing.push(close);
    await tick(sender, campaign.slotIds[0] ?? 0);

    expect(troubles).toEqual([]);
    expect(await outcomes()).toEqual({
      'good.test': ['accepted | 250 2.0.0 kept (mx2.good.test, in the clear) | attempt 1'],
      'busy.test': [
        expect.stringMatching(
          /^deferred \| receiver-trouble \| 451 4\.4\.1 mx\.busy\.test .*421 4\.3\.2 busy.* \| attempt 1$/,
        ),
      ],
      'bouncing.test': [
        expect.stringMatching(
          /^bounced \| [a-z-]+ \| 550 5\.7\.1 we want none of this \(mx\.bouncing\.test, in the clear\) \| attempt 1$/,
        ),
      ],
      'dead.test': [
        expect.stringMatching(
          /^deferred \| site-unreachable \| 451 4\.4\.1 mx\.dead\.test \[127\.0\.0\.1\]: .*ECONNREFUSED/,
        ),
      ],
      'private.test': [
        expect.stringMatching(
          /^bounced \| receiver-trouble \| 550 5\.4\.4 private\.test has the private address 10\.0\.0\.1/,
        ),
      ],
      'null.test': [expect.stringMatching(/^bounced \| invalid-address \| 556 5\.1\.10 null\.test takes no mail/)],
      'loop.test': [expect.stringMatching(/^deferred \| name-trouble \| 451 4\.4\.3 loop\.test: .*without end/)],
      'broken.test': [expect.stringMatching(/^deferred \| name-trouble \| 451 4\.4\.3 broken\.test: .*SERVFAIL/)],
      'nowhere.test': [
        expect.stringMatching(/^bounced \| doubtful-address \| 550 5\.1\.2 there is no domain nowhere\.test/),
      ],
    });
    expect(await readBooks(db, campaign.campaignId)).toMatchObject({ queued: 0, attempting: 0, accepted: each });
    // Only who says of himself that nobody is there is given up.
    const { rows } = await sql<{ people: number }>`select count(*)::int as people from suppressions`.execute(db);
    expect(rows).toEqual([{ people: each }]);
    expect(dns.asked.filter((asked) => asked === 'udp MX good.test')).toHaveLength(1);
  });
});
