import { createServer, type Server } from 'node:https';
import type { ServerResponse } from 'node:http';
import { once } from 'node:events';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { nameServers } from '../dns/name-servers.ts';
import { certificateAuthority } from '../testing/certificate.ts';
import { nameServer, type TestNameServer } from '../testing/name-server.ts';
import { forbiddenAddress, parseNetworks } from '../transports/direct/forbidden-address.ts';
import type { StsDemand } from '../transports/direct/route.ts';
import { type Fetching, fetchPolicy } from './fetch-policy.ts';
import { openPolicies } from './policies.ts';

const trusted = certificateAuthority('an authority that is trusted');
const usual = getCACertificates('default');
beforeAll(() => setDefaultCACertificates([trusted.cert]));
afterAll(() => setDefaultCACertificates(usual));

const day = 86_400;
const file = (mode: string, mx = 'mx.one.test', maxAge = 7 * day) =>
  `version: STSv1\r\nmode: ${mode}\r\nmx: ${mx}\r\nmx: *.wide.test\r\nmax_age: ${maxAge}\r\n`;

let dns: TestNameServer;
let https: Server;
let fetches: number;
let respond: (response: ServerResponse) => void;
let nowSeconds: number;
let reports: string[];

beforeEach(async () => {
  dns = await nameServer({
    'one.test': { A: ['127.0.0.1'] },
    '_mta-sts.one.test': { TXT: ['v=STSv1; id=1;'] },
    'mta-sts.one.test': { A: ['127.0.0.1'] },
  });
  fetches = 0;
  nowSeconds = 1_000;
  reports = [];
  serve(file('enforce'));
  await listen(['mta-sts.one.test']);
});
afterEach(async () => {
  https.closeAllConnections();
  await Promise.all([dns.close(), new Promise((resolve) => https.close(resolve))]);
});

async function listen(names: readonly string[], authority = trusted): Promise<void> {
  https?.close();
  https = createServer(authority.issue(names), (_request, response) => {
    fetches += 1;
    respond(response);
  });
  https.listen(0, '127.0.0.1');
  await once(https, 'listening');
}

function serve(text: string, status = 200, headers: Record<string, string> = {}): void {
  respond = (response) => response.writeHead(status, { 'content-type': 'text/plain', ...headers }).end(text);
}

function fetching(): Fetching {
  const address = https.address();
  return {
    resolver: nameServers([dns.server], 2_000),
    forbidden: forbiddenAddress(parseNetworks('127.0.0.0/8')),
    port: typeof address === 'object' && address !== null ? address.port : 0,
    withinMs: 2_000,
  };
}

function open() {
  return openPolicies({
    resolver: nameServers([dns.server], 2_000),
    fetchText: (domain) => fetchPolicy(domain, fetching()),
    report: (shortfall) => void reports.push(shortfall),
    nowMs: () => nowSeconds * 1_000,
  });
}

const announce = (id: string) => {
  dns.zone['_mta-sts.one.test'] = { TXT: [`v=STSv1; id=${id};`] };
};
const covered = (demand: StsDemand, host: string) => demand.mode !== 'none' && demand.covers(host);

describe('openPolicies', () => {
  it('finds what a domain’s policy demands, and which hosts it names (R8461-1)', async () => {
    const demand = await (await open())('one.test');
    expect(demand.mode).toBe('enforce');
    const hosts = ['mx.one.test', 'a.wide.test', 'a.b.wide.test', 'wide.test', 'mx.two.test'];
    expect(hosts.filter((host) => covered(demand, host))).toEqual(['mx.one.test', 'a.wide.test']);
  });

  it('demands nothing for a domain that announces no policy, or one of mode none (R8461-2)', async () => {
    const policyOf = await open();
    expect(await policyOf('two.test')).toEqual({ mode: 'none' });
    expect(fetches).toBe(0);
    serve(file('none'));
    expect(await policyOf('one.test')).toEqual({ mode: 'none' });
  });

  it('fetches a policy once for many who ask at the same time, and not again while its id is the same', async () => {
    const policyOf = await open();
    await Promise.all(Array.from({ length: 50 }, () => policyOf('one.test')));
    nowSeconds += day - 1;
    await policyOf('one.test');
    expect(fetches).toBe(1);
    announce('2');
    nowSeconds += 60;
    serve(file('testing'));
    expect(await policyOf('one.test')).toMatchObject({ mode: 'testing' });
    expect(fetches).toBe(2);
  });

  it('fetches it anew after a day, so that it does not run out unseen (RFC 8461 §3.3)', async () => {
    const policyOf = await open();
    await policyOf('one.test');
    nowSeconds += day;
    await policyOf('one.test');
    expect(fetches).toBe(2);
  });

  it('keeps the last good policy when a new one cannot be had or read, until its time is over (RFC 8461 §5.1)', async () => {
    const policyOf = await open();
    await policyOf('one.test');
    announce('2');
    for (const text of ['version: STSv9', file('enforce', 'not a host'), file('sometimes')]) {
      serve(text);
      nowSeconds += 301;
      expect(covered(await policyOf('one.test'), 'mx.one.test')).toBe(true);
    }
    expect(reports).toHaveLength(3);
    expect(reports[0]).toContain('the one before holds');
    nowSeconds += 7 * day;
    expect(await policyOf('one.test')).toEqual({ mode: 'none' });
    expect(reports.at(-1)).toContain('none holds');
  });

  it('keeps it when the announcement is gone, or the DNS in trouble', async () => {
    const policyOf = await open();
    await policyOf('one.test');
    for (const entry of [
      { TXT: ['something else'] },
      { fails: 'SERVFAIL' as const },
      { TXT: ['v=STSv1; id=a', 'v=STSv1; id=b'] },
    ]) {
      dns.zone['_mta-sts.one.test'] = entry;
      nowSeconds += 61;
      expect(await policyOf('one.test')).toMatchObject({ mode: 'enforce' });
    }
  });

  it('asks again for a file that could not be had after five minutes', async () => {
    serve('', 503);
    const policyOf = await open();
    await policyOf('one.test');
    nowSeconds += 239;
    await policyOf('one.test');
    expect(fetches).toBe(1);
    nowSeconds += 61;
    serve(file('enforce'));
    expect(await policyOf('one.test')).toMatchObject({ mode: 'enforce' });
  });
});

describe('fetchPolicy', () => {
  it.each([
    ['a redirect', () => serve('', 301, { location: 'https://mta-sts.one.test/elsewhere' }), /answered with 301/],
    ['another status', () => serve(file('enforce'), 203), /answered with 203/],
    [
      'another type',
      () => serve(file('enforce'), 200, { 'content-type': 'text/html' }),
      /"text\/html", not text\/plain/,
    ],
    ['too much', () => serve('x'.repeat(65_537)), /longer than 65536 octets/],
    [
      'a part of it',
      () => {
        respond = (response) => {
          response.writeHead(200, { 'content-type': 'text/plain', 'content-length': '100' });
          response.write('version: STSv1', () => response.destroy());
        };
      },
      /aborted|reset/i,
    ],
  ])('takes no policy from %s (RFC 8461 §3.3)', async (_what, prepare, words) => {
    prepare();
    await expect(fetchPolicy('one.test', fetching())).rejects.toThrow(words);
    expect(fetches).toBe(1);
  });

  it('does not wait for ever', async () => {
    respond = () => {};
    await expect(fetchPolicy('one.test', { ...fetching(), withinMs: 50 })).rejects.toThrow(/abort|timeout/i);
  });

  it.each([
    ['of another name', () => listen(['one.test']), /altnames|mta-sts\.one\.test/i],
    [
      'nobody trusts',
      () => listen(['mta-sts.one.test'], certificateAuthority('an authority that nobody knows')),
      /unable to|self-signed|issuer/i,
    ],
  ])('takes no policy behind a certificate that is %s', async (_what, prepare, words) => {
    await prepare();
    await expect(fetchPolicy('one.test', fetching())).rejects.toThrow(words);
    expect(fetches).toBe(0);
  });

  it('connects to nothing that is not the public’s', async () => {
    const strict = { ...fetching(), forbidden: forbiddenAddress(parseNetworks('')) };
    await expect(fetchPolicy('one.test', strict)).rejects.toThrow('mta-sts.one.test has no public address');
    expect(fetches).toBe(0);
  });
});
