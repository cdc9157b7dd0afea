import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { publicId } from '@hikyaku/database';
import { type TestDatabase, testDatabase } from '@hikyaku/database/testing';
import { giveUp, mintPersonToken, whatStops } from '@hikyaku/suppression';
import { addLetter, eventsFrom, eventsOf, keyring, openScene, type Scene, suppressionsOf } from './testing/scene.ts';
import { joinList, type JoinedList, preferencesToken } from './testing/preferences-scene.ts';
import { type Served, serve } from './testing/serve.ts';

let database: TestDatabase;
let app: Served;
const now = new Date('2026-11-26T03:00:00Z');
beforeAll(async () => {
  database = await testDatabase();
  app = await serve({ db: database.db, now: () => now });
});
afterAll(async () => {
  await app.close();
  await database.drop();
});

const english = { 'accept-language': 'en' };
const open = (scene: Scene, init: RequestInit = {}) =>
  fetch(`${app.url}/p/${preferencesToken(scene)}`, { redirect: 'manual', headers: english, ...init });
const send = (scene: Scene, fields: Record<string, string>, headers: Record<string, string> = english) =>
  open(scene, { method: 'POST', body: new URLSearchParams(fields), headers });

/** A reader of three newsletters. */
async function reader(): Promise<{ scene: Scene; lists: JoinedList[] }> {
  const scene = await openScene(database.db);
  const lists = [];
  for (const name of ['週刊くも', '月刊そら', 'セール速報']) lists.push(await joinList(database.db, scene, name));
  return { scene, lists };
}

const shown = (lists: readonly JoinedList[], keep: readonly JoinedList[]) => ({
  do: 'lists',
  ...Object.fromEntries(lists.map(({ named }) => [`shown-${named}`, '1'])),
  ...Object.fromEntries(keep.map(({ named }) => [`keep-${named}`, '1'])),
});

const nonceIn = (page: string) => /name="undo" value="([\w-]{22})"/.exec(page)?.[1] ?? '';

async function stopsOf(scene: Scene, { id }: JoinedList): Promise<string[]> {
  const asked = { workspaceId: scene.workspaceId, addressKey: scene.addressKey, campaignId: null, contactId: null };
  const found = await whatStops(database.db, { ...asked, class: 'marketing', listId: id });
  return found.map(({ stop }) => stop);
}

describe('GET /p/<token>', () => {
  it('shows the lists of this sender that the person is on, and changes nothing (WEB-1, WEB-4)', async () => {
    const { scene } = await reader();
    const stranger = await reader();
    await joinList(database.db, stranger.scene, '他社のたより');
    for (const method of ['GET', 'HEAD', 'GET']) expect((await open(scene, { method })).status).toBe(200);
    const page = await (await open(scene, { headers: { 'accept-language': 'ja' } })).text();
    for (const name of ['週刊くも', '月刊そら', 'セール速報', '株式会社くも']) expect(page).toContain(name);
    expect(page).toContain('h***@d***.jp');
    for (const secret of ['hanako', '他社のたより']) expect(page).not.toContain(secret);
    expect(await suppressionsOf(database.db, scene)).toEqual([]);
    expect(await eventsOf(database.db, scene)).toEqual([]);
  });

  it('takes no token of another purpose, and neither does the way out take its own (TOK-1, TOK-6)', async () => {
    const { scene } = await reader();
    expect((await fetch(`${app.url}/p/${scene.token()}`)).status).toBe(404);
    const crossed = await fetch(`${app.url}/u/${preferencesToken(scene)}`, {
      method: 'POST',
      body: new URLSearchParams('List-Unsubscribe=One-Click'),
    });
    expect(crossed.status).toBe(404);
    const subject = { workspaceId: scene.workspaceId, addressKey: scene.addressKey, listId: null };
    const confirm = mintPersonToken(keyring, 'confirm', subject, new Date(now.getTime() + 1e9));
    expect((await fetch(`${app.url}/p/${confirm}`)).status).toBe(404);
    expect(await suppressionsOf(database.db, scene)).toEqual([]);
  });

  it('opens nothing once the link is too old, and says what to do instead (TOK-7)', async () => {
    const { scene } = await reader();
    const subject = { workspaceId: scene.workspaceId, addressKey: scene.addressKey, listId: null };
    const old = mintPersonToken(keyring, 'preferences', subject, new Date(Date.now() - 1_000));
    for (const method of ['GET', 'POST']) {
      const answer = await fetch(`${app.url}/p/${old}`, {
        method,
        headers: english,
        ...(method === 'POST' ? { body: new URLSearchParams('do=everything') } : {}),
      });
      expect(answer.status).toBe(410);
      const page = await answer.text();
      expect(page).toContain('This link has expired');
      expect(page).not.toContain('週刊くも');
    }
    expect(await suppressionsOf(database.db, scene)).toEqual([]);
  });

  it('speaks no name, and refuses other verbs', async () => {
    const { scene } = await reader();
    const answer = await open(scene, { method: 'PUT' });
    expect([answer.status, answer.headers.get('allow')]).toEqual([405, 'GET, HEAD, POST']);
    expect(answer.headers.get('set-cookie')).toBeNull();
    expect(app.lines.join('\n')).not.toContain(preferencesToken(scene));
  });
});

describe('POST /p/<token>', () => {
  it('leaves the lists that are not kept, and only of those that were shown', async () => {
    const { scene, lists } = await reader();
    const [first, second, third] = lists;
    if (first === undefined || second === undefined || third === undefined) throw new Error('no lists');
    await addLetter(database.db, scene, 'queued');
    const answer = await send(scene, shown([first, second], [second]));
    expect(answer.status).toBe(200);
    expect(await answer.text()).toContain('“週刊くも” is stopped');
    expect(await suppressionsOf(database.db, scene)).toMatchObject([
      { scope: 'list', list_id: first.id, reason: 'unsubscribed', source: 'preferences' },
    ]);
    expect(await eventsFrom(database.db, scene, 2)).toMatchObject([
      { kind: 'suppressed', details: { method: 'preferences' } },
      { kind: 'left', details: { source: 'preferences', onTheWire: false } },
    ]);
  });

  it('stops everything, takes back what waits, and says so', async () => {
    const { scene } = await reader();
    await addLetter(database.db, scene, 'queued');
    const page = await (await send(scene, { do: 'everything' })).text();
    expect(page).toContain('Everything is stopped');
    expect(page).not.toContain('type="checkbox"');
    expect(await suppressionsOf(database.db, scene)).toMatchObject([{ scope: 'marketing', source: 'preferences' }]);
    const letter = await database.db
      .selectFrom('deliveries')
      .select(['state', 'reason'])
      .where('campaign_id', '=', scene.campaignId)
      .executeTakeFirst();
    expect(letter).toEqual({ state: 'withheld', reason: 'suppressed-marketing' });
  });

  it('pauses until a day, shows it, and ends the pause on request', async () => {
    const { scene, lists } = await reader();
    const [list] = lists;
    if (list === undefined) throw new Error('no list');
    const page = await (await send(scene, { do: 'snooze', days: '30' })).text();
    expect(page).toContain('No newsletter until 26 December 2026.');
    expect(page).toContain('Paused until 26 December 2026.');
    expect(await suppressionsOf(database.db, scene)).toMatchObject([{ scope: 'snooze', reason: 'asked' }]);
    expect(await (await send(scene, { do: 'end-snooze' })).text()).toContain('Your break is over');
    expect(await stopsOf(scene, list)).toEqual([]);
    expect(await (await send(scene, { do: 'end-snooze' })).text()).toContain('Nothing was changed');
  });

  it('keeps a wish for fewer, shows it as chosen, and drops it on request', async () => {
    const { scene } = await reader();
    const page = await (await send(scene, { do: 'fewer', pace: '2/30' }, { 'accept-language': 'ja' })).text();
    expect(page).toContain('お知らせを 月に 2 通まで にしました。');
    expect(page).toContain('<option value="2/30" selected>');
    const row = await database.db
      .selectFrom('suppressions')
      .select(['scope', 'most', 'days', 'lifted_at'])
      .where('address_key', '=', scene.addressKey)
      .executeTakeFirst();
    expect(row).toEqual({ scope: 'fewer', most: 2, days: 30, lifted_at: null });
    expect(await (await send(scene, { do: 'fewer', pace: 'any' })).text()).toContain('There is no limit any more.');
  });

  it('takes back what was just done, once, for ten minutes, and only for the person who was shown it (TOK-7)', async () => {
    const { scene, lists } = await reader();
    const [list] = lists;
    if (list === undefined) throw new Error('no list');
    const nonce = nonceIn(await (await send(scene, { do: 'everything' })).text());
    expect(nonce).toHaveLength(22);
    const other = await reader();
    expect(await (await send(other.scene, { undo: nonce })).text()).toContain('ten minutes to undo this are over');
    expect(await stopsOf(scene, list)).toEqual(['suppressed-marketing']);
    expect(await (await send(scene, { undo: nonce })).text()).toContain('Undone.');
    expect(await stopsOf(scene, list)).toEqual([]);
    const lifted = (await eventsOf(database.db, scene)).find(({ kind }) => kind === 'lifted');
    expect(lifted).toMatchObject({
      details: { by: 'the person', reason: 'undo' },
    });
    await send(scene, { do: 'everything' });
    expect(await (await send(scene, { undo: nonce })).text()).toContain('Nothing was changed');
    expect(await stopsOf(scene, list)).toEqual(['suppressed-marketing']);
  });

  it('offers no undo of what stood before, and none after ten minutes', async () => {
    const { scene, lists } = await reader();
    const [list] = lists;
    if (list === undefined) throw new Error('no list');
    const nonce = nonceIn(await (await send(scene, shown(lists, lists.slice(1)))).text());
    const repeat = await fetch(`${app.url}/u/${scene.token()}`, {
      method: 'POST',
      body: new URLSearchParams('scope=list'),
    });
    expect(nonceIn(await repeat.text())).toHaveLength(22);
    expect(await (await send(scene, { do: 'everything' })).text()).toContain('name="undo"');
    expect(await (await send(scene, { do: 'everything' })).text()).not.toContain('name="undo"');
    await database.db
      .updateTable('undo_offers')
      .set({ offered_at: new Date(Date.now() - 601_000) })
      .execute();
    expect(await (await send(scene, { undo: nonce })).text()).toContain('Nothing was changed');
    expect(await stopsOf(scene, list)).toEqual(['suppressed-marketing', 'suppressed-list']);
  });

  it('undoes a press on the page of a letter, too (WEB-9)', async () => {
    const { scene } = await reader();
    const post = async (fields: Record<string, string>) => {
      const init = { method: 'POST', body: new URLSearchParams(fields), headers: english };
      return (await fetch(`${app.url}/u/${scene.token()}`, init)).text();
    };
    const nonce = nonceIn(await post({ scope: 'marketing' }));
    expect(await post({ undo: nonce })).toContain('You are subscribed again');
    expect(await post({ undo: nonce })).toContain('This could not be undone');
    expect((await suppressionsOf(database.db, scene)).length).toBe(1);
  });

  it('cannot undo a complaint or an address that does not exist, nor join anything', async () => {
    const { scene, lists } = await reader();
    const letter = { campaignId: scene.campaignId, addressKey: scene.addressKey, letterNo: 0 };
    await giveUp(database.db, [{ letter, reason: 'invalid-address', evidence: '550' }]);
    const page = await (await open(scene)).text();
    expect(page).toContain('please write to the sender');
    expect(page).not.toContain('<form');
    const [list] = lists;
    expect((await send(scene, { do: 'rejoin', list: list?.named ?? '' })).status).toBe(400);
  });

  it.each([
    ['nothing', {}],
    ['an unknown wish', { do: 'subscribe' }],
    ['another length', { do: 'snooze', days: '100000' }],
    ['another pace', { do: 'fewer', pace: '0/1' }],
  ] as const)('answers 400 with the choices and changes nothing: %s', async (_, fields) => {
    const { scene } = await reader();
    const answer = await send(scene, fields);
    expect(answer.status).toBe(400);
    expect(await answer.text()).toContain('Nothing has been changed yet');
    expect(await suppressionsOf(database.db, scene)).toEqual([]);
  });

  it('ignores the lists of another sender', async () => {
    const { scene } = await reader();
    const other = await reader();
    const page = await (await send(scene, shown(other.lists, []))).text();
    expect(page).toContain('Nothing was changed');
    expect(await suppressionsOf(database.db, scene)).toEqual([]);
    expect(publicId('list', other.lists[0]?.id ?? '0')).toBe(other.lists[0]?.named);
  });

  it('says honestly that a letter was on its way', async () => {
    const { scene } = await reader();
    await addLetter(database.db, scene, 'attempting');
    const quick = await serve({ db: database.db, waiting: { mostMs: 0 } });
    const answer = await fetch(`${quick.url}/p/${preferencesToken(scene)}`, {
      method: 'POST',
      headers: english,
      body: new URLSearchParams('do=everything'),
    });
    expect(answer.status).toBe(202);
    expect(await answer.text()).toContain('already on its way');
    await quick.close();
  });

  it('WEB-12 stays under 10 KB with forty newsletters of long names, in both languages', async () => {
    const { scene } = await reader();
    for (let n = 0; n < 40; n++) await joinList(database.db, scene, `とても長い名前のお知らせ${'あ'.repeat(150)}${n}`);
    for (const language of ['ja', 'en']) {
      const answer = await send(scene, { do: 'fewer', pace: '1/7' }, { 'accept-language': language });
      expect(Buffer.byteLength(await answer.text())).toBeLessThan(10_240);
    }
  });
});
