import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { nameServer, type TestNameServer } from '../testing/name-server.ts';
import { nameServers } from './name-servers.ts';
import { siteOf } from './site.ts';

let server: TestNameServer;
beforeAll(async () => {
  server = await nameServer({
    'two.test': {
      MX: [
        [20, 'b.example.net'],
        [10, 'c.example.net'],
        [30, 'c.example.net'],
      ],
    },
    'turned.test': {
      MX: [
        [5, 'B.example.net'],
        [7, 'c.example.net'],
      ],
    },
    'null.test': { MX: [[0, '']] },
    'odd.test': {
      MX: [
        [0, ''],
        [1, '192.0.2.1'],
        [2, 'mx.odd.test'],
      ],
    },
    'unusable.test': { MX: [[1, '192.0.2.1']] },
    'v4.test': { A: ['192.0.2.1'] },
    'v6.test': { AAAA: ['2001:db8::1'] },
    'empty.test': { TXT: ['nothing for mail'] },
    'alias.test': { CNAME: 'two.test' },
    'loop.test': { CNAME: 'loop.test' },
    'broken.test': { fails: 'SERVFAIL' },
    'xn--wgv71a.jp': { MX: [[10, 'mx.xn--wgv71a.jp']] },
  });
});
afterAll(() => server.close());

const look = (domain: string) => siteOf(nameServers([server.server], 2_000), domain);

describe('siteOf', () => {
  it('gives the hosts in the order of their preference, and the same name to the same hosts', async () => {
    expect(await look('two.test')).toEqual({
      kind: 'hosts',
      name: 'b.example.net c.example.net',
      hosts: [
        { name: 'c.example.net', preference: 10 },
        { name: 'b.example.net', preference: 20 },
      ],
    });
    expect(await look('turned.test')).toMatchObject({ name: 'b.example.net c.example.net' });
    expect(await look('alias.test')).toMatchObject({ name: 'b.example.net c.example.net' });
    expect(await look('xn--wgv71a.jp')).toMatchObject({ name: 'mx.xn--wgv71a.jp' });
  });

  it('takes the domain itself for its host when it has no MX but an address (RFC 5321 §5.1)', async () => {
    for (const domain of ['v4.test', 'v6.test']) {
      expect(await look(domain)).toEqual({ kind: 'hosts', name: domain, hosts: [{ name: domain, preference: 0 }] });
    }
  });

  it('looks for no address behind a null MX (R7505-1)', async () => {
    server.asked.length = 0;
    expect(await look('null.test')).toEqual({ kind: 'none', why: 'null-mx' });
    expect(server.asked).toEqual(['udp MX null.test']);
  });

  it('leaves out what is no host name', async () => {
    expect(await look('odd.test')).toMatchObject({ name: 'mx.odd.test' });
    expect(await look('unusable.test')).toEqual({ kind: 'none', why: 'no-host' });
  });

  it('tells a domain that is not there from one without mail, and both from a DNS in trouble', async () => {
    expect(await look('nowhere.test')).toEqual({ kind: 'none', why: 'no-such-domain' });
    expect(await look('empty.test')).toEqual({ kind: 'none', why: 'no-host' });
    expect(await look('broken.test')).toMatchObject({ kind: 'trouble' });
    expect(await look('loop.test')).toMatchObject({ kind: 'trouble', error: expect.stringContaining('without end') });
  });

  it('asks nothing about an address in place of a domain', async () => {
    expect(await look('[192.0.2.1]')).toEqual({ kind: 'none', why: 'address-literal' });
  });
});
