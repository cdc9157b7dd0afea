import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { type TestDatabase, testDatabase } from '@hikyaku/database/testing';
import type { ClearedLetter } from '@hikyaku/suppression';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { nameServers } from '../dns/name-servers.ts';
import { type LinePool, openLinePool } from '../line-pool.ts';
import { type AnsweringServer, answeringServer, type Behaviour } from '../testing/answering-server.ts';
import { certificateAuthority } from '../testing/certificate.ts';
import { clearEach } from '../testing/clear-each.ts';
import { type Entry, nameServer, type TestNameServer } from '../testing/name-server.ts';
import { shortTimeouts } from '../testing/short-timeouts.ts';
import type { Transmission } from '../transport.ts';
import { type DirectParts, direct } from './direct.ts';
import { forbiddenAddress, parseNetworks } from './direct/forbidden-address.ts';
import type { StsDemand } from './direct/route.ts';

let database: TestDatabase;
let letter: ClearedLetter;
beforeAll(async () => {
  database = await testDatabase();
  const envelope = { from: 'b+x@example.com', to: 'a@example.net' };
  ({ letter } = await clearEach(database.db, {
    letter: { envelope, bytes: Buffer.from('Subject: hi\r\n\r\nhi\r\n') },
  }));
});
afterAll(() => database.drop());

const trusted = certificateAuthority('an authority that is trusted');
const usual = getCACertificates('default');
beforeAll(() => setDefaultCACertificates([trusted.cert]));
afterAll(() => setDefaultCACertificates(usual));

const closing: (() => Promise<unknown> | void)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).toReversed()) await close();
});

type World = {
  dns: TestNameServer;
  hosts: Record<string, AnsweringServer>;
  reports: string[];
  pool: LinePool;
  nowMs: number;
  send: (domain: string) => Promise<Transmission>;
};

/** Mail hosts on loopback, each at a port of its own, and the domains that point to them. `shut` hosts are not there. */
async function world(
  zone: Record<string, Entry>,
  behaviours: Record<string, Behaviour & { address?: string }>,
  parts: Partial<DirectParts> = {},
): Promise<World> {
  const hosts: Record<string, AnsweringServer> = {};
  const addresses: Record<string, Entry> = {};
  for (const [name, behaviour] of Object.entries(behaviours)) {
    const { address = '127.0.0.1' } = behaviour;
    hosts[name] = await answeringServer(behaviour, address);
    closing.push(hosts[name].close);
    addresses[name] = address.includes(':') ? { AAAA: [address] } : { A: [address] };
  }
  const dns = await nameServer({ ...addresses, ...zone });
  closing.push(dns.close);
  const reports: string[] = [];
  const made: World = {
    dns,
    hosts,
    reports,
    nowMs: 0,
    pool: openLinePool(
      direct({
        resolver: nameServers([dns.server], 2_000),
        ehloName: 'mail.example.org',
        timeouts: shortTimeouts({}),
        families: [4, 6],
        forbidden: forbiddenAddress(parseNetworks('127.0.0.0/8,::1/128')),
        // Nobody listens at port 1.
        portOf: (host) => hosts[host]?.port ?? 1,
        policyOf: async () => ({ mode: 'none' }),
        report: (shortfall) => void reports.push(shortfall),
        random: () => 0,
        nowMs: () => made.nowMs,
        ...parts,
      }),
      20,
    ),
    async send(domain) {
      const line = await made.pool.acquire(domain);
      try {
        return await line.transmit(letter, () => true);
      } finally {
        made.pool.release(line);
      }
    },
  };
  closing.push(() => made.pool.close());
  return made;
}

const accepted = (by: RegExp) => ({ kind: 'replied', stage: 'dot', by: expect.stringMatching(by) });
const later = (reason: string, error: RegExp) => ({
  kind: 'unreached',
  fate: 'later',
  reason,
  error: expect.stringMatching(error),
});
const heardBy = (server: AnsweringServer | undefined) => server?.heard.length;

describe('direct', () => {
  it('tries hosts in the order of their preference until one lets it in (RFC 5321 §5.1)', async () => {
    const { send, hosts } = await world(
      {
        'one.test': {
          MX: [
            [50, 'last.test'],
            [40, 'good.test'],
            [30, 'busy.test'],
            [20, 'closed.test'],
            [10, 'shut.test'],
          ],
        },
        'shut.test': { A: ['127.0.0.1'] },
      },
      {
        'closed.test': { greeting: '554 5.7.1 not today\r\n' },
        'busy.test': { greeting: '421 4.3.2 busy\r\n' },
        'good.test': {},
        'last.test': {},
      },
    );
    expect(await send('one.test')).toMatchObject(accepted(/^good\.test, in the clear$/));
    expect(['closed.test', 'busy.test', 'good.test', 'last.test'].map((name) => heardBy(hosts[name]))).toEqual([
      1, 1, 1, 0,
    ]);
  });

  it('draws lots among hosts that are equal', async () => {
    const zone: Record<string, Entry> = {
      'one.test': {
        MX: [
          [10, 'a.test'],
          [10, 'b.test'],
        ],
      },
    };
    const lots = [0.9, 0.1];
    const { send } = await world(zone, { 'a.test': {}, 'b.test': {} }, { random: () => lots.shift() ?? 0 });
    expect(await send('one.test')).toMatchObject(accepted(/^b\.test/));
  });

  it('goes to the domain itself where there is no MX (RFC 5321 §5.1)', async () => {
    const { send } = await world({}, { 'one.test': {} });
    expect(await send('one.test')).toMatchObject(accepted(/^one\.test/));
  });

  it('opens no connection to a domain with a null MX, though it has an address (R7505-1)', async () => {
    const { send, hosts, dns } = await world({}, { 'one.test': {} });
    dns.zone['one.test'] = { ...dns.zone['one.test'], MX: [[0, '']] };
    expect(await send('one.test')).toMatchObject({
      kind: 'unreached',
      fate: 'final',
      reason: 'invalid-address',
      error: expect.stringContaining('556 5.1.10'),
    });
    expect(heardBy(hosts['one.test'])).toBe(0);
  });

  it.each([
    ['an alias without end', { CNAME: 'one.test' }, /without end/],
    ['SERVFAIL', { fails: 'SERVFAIL' }, /SERVFAIL/],
  ] satisfies [string, Entry, RegExp][])('puts a letter off when the DNS gives %s', async (_what, entry, words) => {
    const { send } = await world({ 'one.test': entry }, {});
    expect(await send('one.test')).toMatchObject(later('name-trouble', words));
  });

  it('puts a letter off when nobody can say where a host is', async () => {
    const { send } = await world({ 'one.test': { MX: [[10, 'mx.test']] }, 'mx.test': { fails: 'SERVFAIL' } }, {});
    expect(await send('one.test')).toMatchObject(later('name-trouble', /mx\.test: .*SERVFAIL/));
  });

  it('ends letters to a domain that does not exist, or whose hosts do not, without blame for good', async () => {
    const { send } = await world({ 'two.test': { MX: [[10, 'nowhere.test']] } }, {});
    expect(await send('one.test')).toMatchObject({ fate: 'final', reason: 'doubtful-address' });
    expect(await send('two.test')).toMatchObject({ fate: 'final', reason: 'receiver-trouble' });
  });

  it('connects to nothing that is not the public’s, and says why', async () => {
    const zone: Record<string, Entry> = {
      'one.test': { MX: [[10, 'mx.test']] },
      'two.test': { A: ['10.1.2.3'], AAAA: ['fe80::1', '::ffff:127.0.0.1'] },
    };
    const { send, hosts } = await world(zone, { 'mx.test': {} }, { forbidden: forbiddenAddress(parseNetworks('')) });
    expect(await send('one.test')).toMatchObject({
      fate: 'final',
      reason: 'receiver-trouble',
      error: '550 5.4.4 mx.test has the loopback address 127.0.0.1',
    });
    expect(await send('two.test')).toMatchObject({
      fate: 'final',
      error: expect.stringContaining('private address 10.1.2.3'),
    });
    expect(heardBy(hosts['mx.test'])).toBe(0);
  });

  it('reaches a host by IPv6', async () => {
    const { send } = await world({ 'one.test': { MX: [[10, 'six.test']] } }, { 'six.test': { address: '::1' } });
    expect(await send('one.test')).toMatchObject(accepted(/^six\.test/));
  });

  it('tries the other family where the first leads nowhere, and no family that it may not use', async () => {
    const zone: Record<string, Entry> = { 'one.test': { MX: [[10, 'six.test']] } };
    const both = await world(zone, { 'six.test': { address: '::1' } });
    both.dns.zone['six.test'] = { A: ['127.0.0.9'], AAAA: ['::1'] };
    expect(await both.send('one.test')).toMatchObject(accepted(/^six\.test/));
    const four = await world(zone, { 'six.test': { address: '::1' } }, { families: [4] });
    expect(await four.send('one.test')).toMatchObject({
      fate: 'final',
      error: '550 5.4.4 six.test has no IPv4 address',
    });
  });

  it('puts letters off where every host refuses at the door, with the words of one, and asks again after a minute', async () => {
    const busy = { greeting: '421 4.7.0 too many connections\r\n' };
    const zone: Record<string, Entry> = {
      'one.test': {
        MX: [
          [10, 'a.test'],
          [20, 'b.test'],
        ],
      },
    };
    const made = await world(zone, { 'a.test': busy, 'b.test': busy });
    expect(await made.send('one.test')).toMatchObject({
      ...later('site-unreachable', /a\.test \[127\.0\.0\.1\]: its greeting is .*; b\.test/),
      reply: { code: 421, enhanced: '4.7.0', text: 'too many connections' },
    });
    expect(await made.send('one.test')).toMatchObject({ kind: 'unreached', remembered: true });
    expect(heardBy(made.hosts['a.test'])).toBe(1);
    made.nowMs = 60_000;
    expect(await made.send('one.test')).not.toHaveProperty('remembered');
    expect(heardBy(made.hosts['a.test'])).toBe(2);
  });

  it('lets domains with the same hosts share a line, an international one too', async () => {
    const MX: Entry['MX'] = [[10, 'mx.test']];
    const zone = { 'one.test': { MX }, 'two.test': { MX }, 'xn--wgv71a.jp': { MX } };
    const { send, hosts } = await world(zone, { 'mx.test': {} });
    for (const domain of ['one.test', 'two.test', 'xn--wgv71a.jp']) {
      expect(await send(domain)).toMatchObject(accepted(/^mx\.test/));
    }
    expect(heardBy(hosts['mx.test'])).toBe(1);
  });

  it('gives a refusal of a host that let it in as that host’s word', async () => {
    const answer: Behaviour['answer'] = (said) =>
      said.kind === 'command' && said.line.startsWith('RCPT') ? '550 5.1.1 nobody here\r\n' : undefined;
    const { send } = await world({ 'one.test': { MX: [[10, 'mx.test']] } }, { 'mx.test': { answer } });
    expect(await send('one.test')).toMatchObject({ stage: 'rcpt', reply: { code: 550 }, by: 'mx.test, in the clear' });
  });
});

describe('direct with an MTA-STS policy (RFC 8461 §5)', () => {
  const zone: Record<string, Entry> = {
    'one.test': {
      MX: [
        [10, 'mx1.test'],
        [20, 'mx2.test'],
      ],
    },
  };
  const tls = (...names: string[]): Behaviour => ({
    extensions: ['PIPELINING', 'STARTTLS'],
    certificate: trusted.issue(names),
  });
  const policy = (mode: 'testing' | 'enforce', ...hosts: string[]): Partial<DirectParts> => {
    const demand: StsDemand = { mode, covers: (host) => hosts.includes(host) };
    return { policyOf: async () => demand };
  };

  it('passes by a host whose certificate will not do, and says nothing of a letter to it (R8461-1)', async () => {
    const { send, hosts } = await world(
      zone,
      { 'mx1.test': tls('other.test'), 'mx2.test': tls('mx2.test') },
      policy('enforce', 'mx1.test', 'mx2.test'),
    );
    expect(await send('one.test')).toMatchObject(accepted(/^mx2\.test, TLSv1\.3$/));
    expect(hosts['mx1.test']?.heard.flat()).toEqual([
      { kind: 'command', line: 'EHLO mail.example.org' },
      { kind: 'command', line: 'STARTTLS' },
    ]);
  });

  it('puts letters off rather than deliver without what is enforced (R8461-1)', async () => {
    const bad = await world(
      zone,
      { 'mx1.test': tls('other.test'), 'mx2.test': {} },
      policy('enforce', 'mx1.test', 'mx2.test'),
    );
    expect(await bad.send('one.test')).toMatchObject(later('tls-owed', /^451 4\.7\.5 .*mx1\.test.*mx2\.test/));
    const unnamed = await world(zone, { 'mx1.test': tls('mx1.test') }, policy('enforce', 'mx.elsewhere.test'));
    expect(await unnamed.send('one.test')).toMatchObject(later('tls-owed', /names none of its hosts/));
    expect(heardBy(unnamed.hosts['mx1.test'])).toBe(0);
  });

  it('delivers as without a policy in testing, and reports once what it would have refused (R8461-2)', async () => {
    const { send, reports } = await world(
      zone,
      { 'mx1.test': tls('other.test'), 'mx2.test': {} },
      policy('testing', 'mx1.test'),
    );
    for (let n = 0; n < 2; n++) expect(await send('one.test')).toMatchObject(accepted(/^mx1\.test, TLSv1\.3$/));
    expect(reports).toEqual([
      'the MTA-STS policy of one.test does not name mx2.test',
      expect.stringMatching(/^mx1\.test: its certificate will not do/),
    ]);
  });
});
