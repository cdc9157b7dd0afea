import { nameServers } from '@hikyaku/delivery';
import { nameServer, type TestNameServer } from '@hikyaku/delivery/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Answer, startTestApp, type TestApp } from '../testing.ts';

let app: TestApp;
let dns: TestNameServer;
beforeAll(async () => {
  dns = await nameServer({});
  app = await startTestApp({ resolver: nameServers([dns.server], 500) });
});
afterAll(async () => {
  await app.close();
  await dns.close();
});

function newest({ body }: Answer) {
  const [key] = body.keys;
  if (key === undefined) throw new Error('There is no key.');
  return key;
}

describe('/domains', () => {
  it('adds a domain with a key, checks it live, turns to a second key when DNS has it, and retires the first', async () => {
    const made = await app.mine.ask('POST', '/domains', { domain: 'News.Example.com' });
    expect([made.status, made.body.domain]).toEqual([201, 'news.example.com']);
    const { id } = made.body;
    const first = newest(made);
    expect(first.state).toBe('signing');
    dns.zone = { [first.record.name]: { TXT: [first.record.value] } };
    const checked = await app.mine.ask('POST', `/domains/${id}/check`);
    const found = checked.body.findings.map(({ check, verdict }) => `${check} ${verdict}`);
    expect(found).toEqual(['dkim good', 'spf bad', 'dmarc bad', 'mx mind']);

    expect((await app.mine.ask('DELETE', `/domains/${id}/keys/${first.id}`)).status).toBe(409);
    const second = newest(await app.mine.ask('POST', `/domains/${id}/keys`, {}));
    expect(second.state).toBe('waiting');
    dns.zone[second.record.name] = { TXT: [second.record.value] };
    await app.mine.ask('POST', `/domains/${id}/check`);
    const retired = await app.mine.ask('DELETE', `/domains/${id}/keys/${first.id}`);
    expect(retired.body.keys.map(({ state }) => state)).toEqual(['signing', 'retired']);
  });

  it('shows and checks nothing of another workspace, and takes no mail service for everybody', async () => {
    const { id } = (await app.mine.ask('POST', '/domains', { domain: 'mine.example.com' })).body;
    expect((await app.theirs.ask('GET', '/domains')).body.items).toEqual([]);
    expect((await app.theirs.ask('POST', `/domains/${id}/check`)).status).toBe(404);
    expect((await app.theirs.ask('POST', `/domains/${id}/keys`, {})).status).toBe(404);
    const refused = await app.mine.ask('POST', '/domains', { domain: 'gmail.com' });
    expect([refused.status, refused.body.errors?.[0]?.pointer]).toEqual([422, '/domain']);
    expect((await app.mine.ask('POST', '/domains', { domain: 'a b' })).status).toBe(422);
  });
});
