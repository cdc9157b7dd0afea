import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { type TestDatabase, testDatabase } from '@hikyaku/database/testing';
import { addressKey, parseAddress } from '@hikyaku/message';
import { mintPersonToken, suppress, whatStops } from '@hikyaku/suppression';
import { joinList, type JoinedList, preferencesToken } from './testing/preferences-scene.ts';
import { eventsOf, keyring, openScene, pepper, type Scene, suppressionsOf } from './testing/scene.ts';
import { type Served, serve } from './testing/serve.ts';

let database: TestDatabase;
let app: Served;
beforeAll(async () => {
  database = await testDatabase();
});
beforeEach(async () => {
  await database.db.deleteFrom('letter_requests').execute();
  app = await serve({ db: database.db, trustProxy: 1 });
});
afterEach(() => app.close());
afterAll(() => database.drop());

const english = { 'accept-language': 'en' };
const post = (path: string, fields: Record<string, string>, from = '192.0.2.1') =>
  fetch(`${app.url}${path}`, {
    method: 'POST',
    redirect: 'manual',
    headers: { ...english, 'x-forwarded-for': from },
    body: new URLSearchParams(fields),
  });
const requests = () => database.db.selectFrom('letter_requests').selectAll().orderBy('id').execute();

/** A reader whose address is known by its key, as an address that is typed will be. */
async function reader(email: string): Promise<{ scene: Scene; list: JoinedList }> {
  const scene = await openScene(database.db, { email });
  const parsed = parseAddress(email);
  if (!parsed.ok) throw new Error(parsed.reason);
  const key = addressKey(pepper, parsed.address);
  await database.db
    .updateTable('contacts')
    .set({ address_key: key })
    .where('workspace_id', '=', scene.workspaceId)
    .execute();
  const known = { ...scene, addressKey: key };
  return { scene: known, list: await joinList(database.db, known, '週刊くも') };
}

describe('POST / with an address', () => {
  it('answers alike, and does the same, for somebody known and for anybody else (WEB-4)', async () => {
    await reader('known@example.jp');
    const known = await post('/', { email: 'Known@Example.jp' });
    const other = await post('/', { email: 'stranger@example.jp' });
    expect([known.status, other.status]).toEqual([200, 200]);
    const page = await known.text();
    expect(page).toContain('Please check your mail');
    expect(await other.text()).toBe(page);
    expect(await requests()).toMatchObject([
      { kind: 'preferences', email: 'Known@example.jp', workspace_id: null, locale: 'en', answered_at: null },
      { kind: 'preferences', email: 'stranger@example.jp', workspace_id: null, answered_at: null },
    ]);
    expect(app.lines.join('\n')).not.toContain('example.jp');
  });

  it.each(['', 'nonsense', 'a@b@c', 'a@example.jp\r\nBcc: b@example.jp'])('asks again kindly for %j', async (email) => {
    const answer = await post('/', { email });
    expect(answer.status).toBe(400);
    const page = await answer.text();
    expect(page).toContain('does not look like an email address');
    expect(page).toContain('type="email"');
    expect(await requests()).toEqual([]);
  });

  it('lets one network ask ten times an hour, and never bounds the way out of a letter (WEB-6)', async () => {
    const { scene } = await reader('often@example.jp');
    for (let n = 0; n < 10; n++)
      expect((await post('/', { email: `p${n}@example.jp` }, '198.51.100.7')).status).toBe(200);
    const refused = await post('/', { email: 'p11@example.jp' }, '198.51.100.7');
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '3600']);
    expect((await requests()).length).toBe(10);
    const leaving = await post(`/u/${scene.token()}`, { 'List-Unsubscribe': 'One-Click' }, '198.51.100.7');
    expect(leaving.status).toBe(200);
    expect((await post('/', { email: 'p12@example.jp' }, '198.51.100.8')).status).toBe(200);
  });
});

describe('a link that is too old', () => {
  it('mails a new one to the same address, and shows nothing', async () => {
    const { scene } = await reader('old@example.jp');
    const subject = { workspaceId: scene.workspaceId, addressKey: scene.addressKey, listId: null };
    const old = mintPersonToken(keyring, 'preferences', subject, new Date(Date.now() - 1_000));
    const answer = await post(`/p/${old}`, { do: 'link' });
    expect(answer.status).toBe(200);
    expect(await answer.text()).toContain('Please check your mail');
    expect(await requests()).toMatchObject([{ email: 'old@example.jp', workspace_id: scene.workspaceId }]);
    expect((await post(`/p/${old}`, { do: 'everything' })).status).toBe(410);
    expect(await suppressionsOf(database.db, scene)).toEqual([]);
  });
});

describe('receiving a list again', () => {
  it('takes a confirmation by mail, whose link is pressed: nothing before changes anything (TOK-7, JP-TOKUTEI-20)', async () => {
    const { scene, list } = await reader('again@example.jp');
    await post(`/p/${preferencesToken(scene)}`, { do: 'everything' });
    const asked = await post(`/p/${preferencesToken(scene)}`, { do: 'rejoin', list: list.named });
    expect(await asked.text()).toContain('A confirmation arrives by mail');
    expect(await requests()).toMatchObject([{ kind: 'rejoin', list_id: list.id, email: 'again@example.jp' }]);

    const subject = { workspaceId: scene.workspaceId, addressKey: scene.addressKey, listId: list.id };
    const link = `/c/${mintPersonToken(keyring, 'confirm', subject, new Date(Date.now() + 60_000))}`;
    for (const method of ['GET', 'HEAD']) {
      expect((await fetch(`${app.url}${link}`, { method, headers: english })).status).toBe(200);
    }
    expect((await eventsOf(database.db, scene)).map((event) => event.kind)).not.toContain('confirmed');
    const page = await (await post(link, {})).text();
    expect(page).toContain('“週刊くも” comes to you from the next issue.');
    const confirmed = (await eventsOf(database.db, scene)).find(({ kind }) => kind === 'confirmed');
    expect(confirmed).toMatchObject({ list_id: list.id });
    const settings = await (await fetch(`${app.url}/p/${preferencesToken(scene)}`, { headers: english })).text();
    expect(settings).toContain('type="checkbox"');
    expect(settings).not.toContain('All news and advertising');
    const contact = await database.db
      .selectFrom('contacts')
      .select('id')
      .where('workspace_id', '=', scene.workspaceId)
      .executeTakeFirstOrThrow();
    const letter = { ...subject, class: 'marketing', campaignId: null, contactId: contact.id } as const;
    expect(await whatStops(database.db, letter)).toEqual([]);
  });

  it('says honestly that a complaint still stops it', async () => {
    const { scene, list } = await reader('complained@example.jp');
    const complaint = {
      workspaceId: scene.workspaceId,
      addressKey: scene.addressKey,
      scope: 'marketing',
      listId: null,
    } as const;
    await suppress(database.db, [complaint], { reason: 'complaint', source: 'test' });
    const subject = { workspaceId: scene.workspaceId, addressKey: scene.addressKey, listId: list.id };
    const link = `/c/${mintPersonToken(keyring, 'confirm', subject, new Date(Date.now() + 60_000))}`;
    expect(await (await post(link, {})).text()).toContain('are stopped by an earlier request');
    const refused = await post(`/p/${preferencesToken(scene)}`, { do: 'rejoin', list: list.named });
    expect(refused.status).toBe(400);
  });

  it('opens no list that was never joined, and takes no other link for a confirmation', async () => {
    const { scene } = await reader('never@example.jp');
    const stranger = await reader('stranger@example.jp');
    const refused = await post(`/p/${preferencesToken(scene)}`, { do: 'rejoin', list: stranger.list.named });
    expect(refused.status).toBe(400);
    expect(await requests()).toEqual([]);
    expect((await post(`/c/${preferencesToken(scene)}`, {})).status).toBe(404);
    expect((await post(`/c/${scene.token()}`, {})).status).toBe(404);
  });
});
