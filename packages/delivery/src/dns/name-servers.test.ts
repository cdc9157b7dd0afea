import { Resolver as NodeResolver } from 'node:dns/promises';
import { afterEach, describe, expect, it } from '@jest/globals';
import { type Entry, nameServer, type TestNameServer } from '../testing/name-server.ts';
import { nameServers, parseNameServer } from './name-servers.ts';

const servers: TestNameServer[] = [];
afterEach(() => Promise.all(servers.splice(0).map((server) => server.close())));

async function serve(zone: Record<string, Entry>): Promise<TestNameServer> {
  const started = await nameServer(zone);
  servers.push(started);
  return started;
}

async function resolver(zone: Record<string, Entry>, withinMs = 2_000) {
  const started = await serve(zone);
  return { started, dns: nameServers([started.server], withinMs) };
}

const many = Array.from({ length: 80 }, (_, n): [number, string] => [n, `mx${n}.a-long-name.example.net`]);

describe('nameServers', () => {
  it('reads what node’s own resolver reads, aliases and answers too long for a packet included', async () => {
    const zone: Record<string, Entry> = {
      'example.com': {
        MX: [
          [10, 'MX1.Example.com'],
          [20, 'mx2.example.com'],
        ],
        A: ['192.0.2.1', '192.0.2.2'],
        AAAA: ['2001:db8::1', '::ffff:c000:201'],
        TXT: ['v=spf1 -all', 'x'.repeat(400)],
      },
      'alias.example.com': { CNAME: 'second.example.com' },
      'second.example.com': { CNAME: 'example.com' },
      'large.example.com': { MX: many },
    };
    const { started, dns } = await resolver(zone);
    const node = new NodeResolver();
    node.setServers([`127.0.0.1:${started.server.port}`]);
    const sorted = (records: readonly { exchange: string; priority?: number; preference?: number }[]) =>
      records.map((r) => `${r.priority ?? r.preference} ${r.exchange.toLowerCase()}`).sort();
    const valuesOf = async <V>(answer: Promise<{ kind: string; values?: readonly V[] }>) => (await answer).values ?? [];
    for (const name of ['example.com', 'alias.example.com']) {
      expect(sorted(await valuesOf(dns.mx(name)))).toEqual(sorted(await node.resolveMx(name)));
      expect((await valuesOf(dns.a(name))).toSorted()).toEqual((await node.resolve4(name)).sort());
      expect((await valuesOf(dns.aaaa(name))).toSorted()).toEqual((await node.resolve6(name)).sort());
      const texts = (await node.resolveTxt(name)).map((strings) => strings.join(''));
      expect((await valuesOf(dns.txt(name))).toSorted()).toEqual(texts.sort());
    }
    expect(sorted(await valuesOf(dns.mx('large.example.com')))).toEqual(
      sorted(await node.resolveMx('large.example.com')),
    );
    expect(started.asked).toContain('tcp MX large.example.com');
  });

  it('gives the shortest time to live on the way to the answer, and that of nothing (RFC 2308)', async () => {
    const { dns } = await resolver({
      'a.test': { CNAME: 'b.test', ttl: 30 },
      'b.test': { A: ['192.0.2.1'], ttl: 900 },
      'c.test': { A: ['192.0.2.1'], ttl: 0x80000000 },
    });
    expect(await dns.a('a.test')).toMatchObject({ ttlSeconds: 30 });
    expect(await dns.a('b.test')).toMatchObject({ ttlSeconds: 900 });
    expect(await dns.a('c.test')).toMatchObject({ ttlSeconds: 0 });
    expect(await dns.aaaa('b.test')).toEqual({ kind: 'none', why: 'no-such-record', ttlSeconds: 60 });
    expect(await dns.aaaa('a.test')).toEqual({ kind: 'none', why: 'no-such-record', ttlSeconds: 30 });
    expect(await dns.mx('nowhere.test')).toEqual({ kind: 'none', why: 'no-such-domain', ttlSeconds: 60 });
  });

  it('follows no chain of aliases without end', async () => {
    const { dns } = await resolver({ 'a.test': { CNAME: 'b.test' }, 'b.test': { CNAME: 'a.test' } });
    expect(await dns.mx('a.test')).toEqual({ kind: 'trouble', error: expect.stringContaining('without end') });
  });

  it('takes SERVFAIL and silence for trouble, not for an answer', async () => {
    const { dns, started } = await resolver({ 'a.test': { fails: 'SERVFAIL' }, 'b.test': { fails: 'silence' } }, 20);
    expect(await dns.mx('a.test')).toEqual({ kind: 'trouble', error: expect.stringContaining('SERVFAIL') });
    expect(await dns.mx('b.test')).toEqual({ kind: 'trouble', error: expect.stringContaining('no answer within') });
    expect(started.asked).toEqual(['udp MX a.test', 'udp MX a.test', 'udp MX b.test', 'udp MX b.test']);
  });

  it('asks the next server when one has trouble or is not there', async () => {
    const broken = await serve({ 'a.test': { fails: 'SERVFAIL' } });
    const good = await serve({ 'a.test': { A: ['192.0.2.1'] } });
    const dns = nameServers([{ address: '127.0.0.1', port: 1 }, broken.server, good.server], 2_000);
    expect(await dns.a('a.test')).toMatchObject({ kind: 'found', values: ['192.0.2.1'] });
  });

  it('believes no packet that answers another question or bears another number', async () => {
    const { dns, started } = await resolver({ 'a.test': { A: ['192.0.2.1'] } });
    started.forge = (question) => {
      const forged = Buffer.concat([question.subarray(0, question.length - 11), Buffer.alloc(0)]);
      forged.writeUInt16BE(0x8183, 2);
      forged.writeUInt16BE(0, 10);
      const otherId = Buffer.from(forged);
      otherId.writeUInt16BE((forged.readUInt16BE(0) + 1) & 0xffff, 0);
      const otherName = Buffer.from(forged);
      otherName.write('b', 13);
      return [otherId, otherName, question, Buffer.from('no message')];
    };
    expect(await dns.a('a.test')).toMatchObject({ kind: 'found', values: ['192.0.2.1'] });
  });

  it('asks about nothing that is not a host name', async () => {
    const { dns, started } = await resolver({});
    for (const name of ['[192.0.2.1]', '192.0.2.1', 'a..b', `${'a'.repeat(64)}.test`, 'a b.test', '']) {
      expect(await dns.mx(name)).toMatchObject({ kind: 'trouble' });
    }
    expect(started.asked).toEqual([]);
  });
});

describe('parseNameServer', () => {
  it('reads addresses with and without a port', () => {
    expect(parseNameServer('192.0.2.1')).toEqual({ address: '192.0.2.1', port: 53 });
    expect(parseNameServer('192.0.2.1:5353')).toEqual({ address: '192.0.2.1', port: 5353 });
    expect(parseNameServer('2001:db8::1')).toEqual({ address: '2001:db8::1', port: 53 });
    expect(parseNameServer('[2001:db8::1]:5353')).toEqual({ address: '2001:db8::1', port: 5353 });
    for (const wrong of ['', 'localhost', '192.0.2.1:0', '192.0.2.1:70000', '[192.0.2.1', '1.2.3']) {
      expect(parseNameServer(wrong)).toBeUndefined();
    }
  });
});
