import { nameServers } from '@hikyaku/delivery';
import { type TestNameServer, nameServer } from '@hikyaku/delivery/testing';
import { type TestDatabase, testDatabase } from '@hikyaku/database/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { loadSigners, makeSenderKey } from '../sender-domain.ts';
import { keyring, newWorkspace } from '../testing/world.ts';
import { checkSenderDomain } from './check-sender-domain.ts';
import { registerSenderDomain } from './register-domain.ts';
import { retireSenderKey } from './retire-key.ts';
import { listSenderDomains } from './sender-keys.ts';

let test: TestDatabase;
let dns: TestNameServer;
let workspaceId: string;
beforeAll(async () => {
  test = await testDatabase();
  dns = await nameServer({});
  workspaceId = await newWorkspace(test.db);
});
afterAll(async () => {
  await dns.close();
  await test.drop();
});

const paths = { bounceDomain: 'bounces.example.com', inboundDomain: 'in.example.com', ownHost: 'mx.example.com' };

async function registered(domain: string): Promise<string> {
  const made = await registerSenderDomain(test.db, keyring, workspaceId, domain);
  if (made.kind !== 'registered') throw new Error(JSON.stringify(made));
  return made.id;
}
async function checked(id: string) {
  const resolver = nameServers([dns.server], 500);
  const result = await checkSenderDomain({ db: test.db, resolver, paths }, workspaceId, id);
  if (result.kind !== 'checked') throw new Error(result.kind);
  return result;
}
async function foundOf(id: string) {
  return Object.fromEntries((await checked(id)).findings.map(({ check, found }) => [check, found]));
}

describe('checkSenderDomain', () => {
  it('says of each record what DNS holds now, and what should stand there', async () => {
    const id = await registered('news.example.com');
    dns.zone = {};
    expect(await foundOf(id)).toEqual({
      dkim: 'missing',
      spf: 'missing',
      dmarc: 'missing',
      mx: 'missing',
      inbound: 'missing',
    });
    const { findings } = await checked(id);
    for (const { record } of findings) {
      if (record.value === null) continue;
      const [, preference = '', exchange = ''] = /^(\d+) (.+)$/.exec(record.value) ?? [];
      dns.zone[record.name] =
        record.type === 'TXT' ? { TXT: ['unrelated', record.value] } : { MX: [[Number(preference), exchange]] };
    }
    dns.zone['news.example.com'] = { A: ['192.0.2.1'] };
    expect(await foundOf(id)).toEqual({
      dkim: 'published',
      spf: 'published',
      dmarc: 'published',
      mx: 'published',
      inbound: 'published',
    });
  });

  it('finds the policy of the organisation above, and calls a silent name server nobody’s fault', async () => {
    const id = await registered('mail.shop.example.co.jp');
    dns.zone = {
      '_dmarc.example.co.jp': { TXT: ['v=DMARC1; p=reject'] },
      'bounces.example.com': { fails: 'SERVFAIL' },
    };
    expect(await foundOf(id)).toMatchObject({ dmarc: 'inherited', spf: 'unanswered' });
  });

  it('signs with a second key only when its record has been seen', async () => {
    const domain = 'turn.example.com';
    const id = await registered(domain);
    await makeSenderKey(test.db, keyring, { workspaceId, domain, onceSeen: true });
    const signing = async () => (await loadSigners(test.db, keyring, workspaceId, domain))[0]?.selector;
    dns.zone = {};
    expect((await checked(id)).domain.keys.map(({ state }) => state)).toEqual(['waiting', 'signing']);
    expect(await signing()).toBe('hk1');
    const [key] = (await checked(id)).domain.keys;
    dns.zone = { [key?.record.name ?? '']: { TXT: [key?.record.value ?? ''] } };
    expect((await checked(id)).domain.keys.map(({ state }) => state)).toEqual(['signing', 'spare']);
    expect(await signing()).toBe('hk2');
  });
});

describe('retireSenderKey', () => {
  it('retires a key that another stands in for, and never the last', async () => {
    const domain = 'retire.example.com';
    const domainId = await registered(domain);
    const keys = async () => (await listSenderDomains(test.db, workspaceId, domainId))[0]?.keys ?? [];
    const keyId = (await keys())[0]?.id ?? '';
    expect(await retireSenderKey(test.db, workspaceId, { domainId, keyId })).toEqual({ kind: 'last' });
    await makeSenderKey(test.db, keyring, { workspaceId, domain });
    const elsewhere = await newWorkspace(test.db);
    expect(await retireSenderKey(test.db, elsewhere, { domainId, keyId })).toEqual({ kind: 'not-found' });
    expect(await retireSenderKey(test.db, workspaceId, { domainId, keyId })).toEqual({ kind: 'retired' });
    expect((await keys()).map(({ state }) => state)).toEqual(['signing', 'retired']);
  });
});

describe('registerSenderDomain', () => {
  it('makes one key however often it is asked, and takes no mail service for everybody', async () => {
    await registered('twice.example.com');
    const [domain] = await listSenderDomains(test.db, workspaceId, await registered('twice.example.com'));
    expect(domain?.keys.length).toBe(1);
    expect(await registerSenderDomain(test.db, keyring, workspaceId, 'gmail.com')).toMatchObject({ kind: 'problems' });
  });
});
