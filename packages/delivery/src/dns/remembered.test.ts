import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { nameServer, type TestNameServer } from '../testing/name-server.ts';
import { nameServers } from './name-servers.ts';
import { remembered } from './remembered.ts';

let server: TestNameServer;
let nowSeconds: number;
beforeEach(async () => {
  nowSeconds = 1_000;
  server = await nameServer({
    'short.test': { A: ['192.0.2.1'], ttl: 0 },
    'usual.test': { A: ['192.0.2.1'], ttl: 300 },
    'long.test': { A: ['192.0.2.1'], ttl: 1_000_000 },
    'broken.test': { fails: 'SERVFAIL' },
  });
});
afterEach(() => server.close());

function open(most?: number) {
  return remembered(nameServers([server.server], 2_000), () => nowSeconds * 1_000, most);
}

/** How often the server was asked in the meantime. */
async function asks(act: () => Promise<unknown>): Promise<number> {
  const before = server.asked.length;
  await act();
  return server.asked.length - before;
}

describe('remembered', () => {
  it.each([
    ['short.test', 60],
    ['usual.test', 300],
    ['long.test', 86_400],
    ['nowhere.test', 60],
    // The name server is asked twice before it is in trouble.
    ['broken.test', 30],
  ])('asks again about %s after %d seconds, and not before', async (name, seconds) => {
    const dns = open();
    expect(await asks(() => dns.a(name))).toBeGreaterThan(0);
    nowSeconds += seconds - 1;
    expect(await asks(() => dns.a(name))).toBe(0);
    nowSeconds += 1;
    expect(await asks(() => dns.a(name))).toBeGreaterThan(0);
  });

  it('asks once for many who ask at the same time', async () => {
    const dns = open();
    expect(await asks(() => Promise.all(Array.from({ length: 100 }, () => dns.mx('usual.test'))))).toBe(1);
  });

  it('keeps the answers that were wanted last when there are too many', async () => {
    const dns = open(2);
    await dns.a('usual.test');
    await dns.a('long.test');
    await dns.a('usual.test');
    await dns.a('nowhere.test');
    expect(await asks(() => dns.a('usual.test'))).toBe(0);
    expect(await asks(() => dns.a('long.test'))).toBe(1);
  });
});
