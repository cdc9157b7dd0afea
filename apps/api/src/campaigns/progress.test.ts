import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { prepare } from '@hikyaku/campaigns';
import { listenTo, parseId } from '@hikyaku/database';
import { openCampaignWatch } from './campaign-watch.ts';
import { startTestApp, type TestApp } from '../testing.ts';

let app: TestApp;
let listId: string;
beforeAll(async () => {
  app = await startTestApp();
  listId = (await app.mine.ask('POST', '/lists', { name: '月刊たより' })).body.id;
  for (const email of ['a@example.jp', 'b@example.jp', '=cmd@example.jp']) {
    const consent = { basis: 'consent', source: 'test' };
    await app.mine.ask('POST', '/contacts', { email, lists: [listId], consent });
  }
});
afterAll(() => app.close());

async function made(name: string): Promise<string> {
  const from = { name: '飛脚', email: 'news@demo.example' };
  const draft = { name, lists: [listId], from, subject: 'x', text: 'x {{unsubscribe_url}}' };
  return (await app.mine.ask('POST', '/campaigns', draft)).body.id;
}
async function started(name: string): Promise<string> {
  const id = await made(name);
  await app.mine.ask('POST', `/campaigns/${id}/schedule`, { at: 'now' });
  await prepare({ db: app.db, wake: async () => {}, isSound: async () => true }, parseId('campaign', id) ?? '');
  return id;
}

/** The statuses that a campaign's events tell, until they end. */
async function statusesOf(id: string, onFirst: () => Promise<unknown>): Promise<string[]> {
  const headers = { authorization: `Bearer ${app.mine.key}` };
  const answer = await fetch(`${app.url}/api/v1/campaigns/${id}/progress`, { headers });
  expect(answer.headers.get('content-type')).toMatch(/^text\/event-stream/);
  const statuses: string[] = [];
  for await (const chunk of answer.body ?? []) {
    for (const [, data = ''] of new TextDecoder().decode(chunk).matchAll(/^data: (.*)$/gm)) {
      statuses.push(JSON.parse(data).status);
      if (statuses.length === 1) await onFirst();
    }
  }
  return statuses;
}

describe('GET /campaigns/:id/progress', () => {
  it('tells a campaign as it goes on to everybody who watches, and ends with it', async () => {
    const id = await started('watched');
    const cancel = async () => {
      await app.db.updateTable('campaigns').set({ status: 'cancelled' }).where('name', '=', 'watched').execute();
    };
    const watchers = await Promise.all([statusesOf(id, async () => {}), statusesOf(id, cancel)]);
    for (const statuses of watchers) {
      expect(statuses[0]).toBe('sending');
      expect(statuses.at(-1)).toBe('cancelled');
    }
  });

  it('tells that a campaign has moved on as soon as the database does, without waiting for the next look', async () => {
    const id = parseId('campaign', await started('told')) ?? '';
    const never = 3_600_000;
    const watch = openCampaignWatch(app.db, { busyMs: never, stillMs: never });
    const moves = listenTo({
      url: app.databaseUrl,
      applicationName: 'test-moves',
      channel: 'campaign_moved',
      onNotice: (moved) => watch.moved(moved),
      onTrouble: () => {},
    });
    await moves.ready;
    const statuses: string[] = [];
    for await (const { campaign } of watch.follow(app.mine.workspaceId, id)) {
      statuses.push(campaign.status);
      const next = campaign.status === 'sending' ? 'paused' : 'cancelled';
      if (campaign.status === 'cancelled') break;
      await app.db.updateTable('campaigns').set({ status: next }).where('id', '=', id).execute();
    }
    expect(statuses).toEqual(['sending', 'paused', 'cancelled']);
    watch.close();
    await moves.close();
  });

  it('answers 404 for a campaign of another workspace', async () => {
    expect((await app.theirs.ask('GET', `/campaigns/${await made('mine')}/progress`)).status).toBe(404);
  });
});

describe('GET /campaigns', () => {
  it('finds campaigns by status and by words of their name', async () => {
    const draft = await made('Spring 春');
    const found = await app.mine.ask('GET', `/campaigns?status=draft,paused&name=${encodeURIComponent('spring')}`);
    expect(found.body.items.map(({ id }) => id)).toEqual([draft]);
    expect((await app.mine.ask('GET', '/campaigns?status=finished&name=spring')).body.items).toEqual([]);
    expect((await app.mine.ask('GET', '/campaigns?name=%25')).body.items).toEqual([]);
    expect((await app.mine.ask('GET', '/campaigns?status=nonsense')).status).toBe(400);
  });
});

describe('GET /campaigns/:id/deliveries', () => {
  it('finds the letter to an address, however it is spelled', async () => {
    const id = await started('found');
    const found = await app.mine.ask('GET', `/campaigns/${id}/deliveries?email=A@EXAMPLE.JP`);
    expect(found.body.items.map(({ email }) => email)).toEqual(['a@example.jp']);
    expect((await app.mine.ask('GET', `/campaigns/${id}/deliveries?email=nobody@example.jp`)).body.items).toEqual([]);
    expect((await app.mine.ask('GET', `/campaigns/${id}/deliveries?email=nonsense`)).status).toBe(400);
  });
});

describe('GET /campaigns/:id/deliveries/export', () => {
  it('writes every letter of a state, and no formula', async () => {
    const id = await started('exported');
    const file = await app.mine.ask('GET', `/campaigns/${id}/deliveries/export?state=queued`);
    const [head, ...lines] = file.text.trimEnd().split('\r\n');
    expect(head).toBe('email,state,reason,reply,attempts,firstAttemptAt,settledAt');
    expect(new Set(lines.map((line) => line.split(',')[0]))).toEqual(
      new Set(["'=cmd@example.jp", 'a@example.jp', 'b@example.jp']),
    );
    expect((await app.mine.ask('GET', `/campaigns/${id}/deliveries/export?state=bounced`)).text.trimEnd()).toBe(head);
    expect((await app.theirs.ask('GET', `/campaigns/${id}/deliveries/export`)).status).toBe(404);
  });
});
