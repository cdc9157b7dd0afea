import { type TestDatabase, testDatabase } from '@hikyaku/database/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { letterHolder } from './letter-holder.ts';
import { suppress } from './suppress.ts';
import { type GateScene, gateScene, somebody, type Waiting } from './testing/gate-scene.ts';

let test: TestDatabase;
let scene: GateScene;
let ada: Waiting;
beforeAll(async () => {
  test = await testDatabase();
});
beforeEach(async () => {
  scene = await gateScene(test.db);
  ada = await somebody(test.db, scene, 'ada');
});
afterAll(() => test.drop());

const subject = () => ({ workspaceId: scene.workspaceId, listId: scene.listId, ref: ada.letter.ref });
const say = (scope: 'list' | 'all') =>
  suppress(
    test.db,
    [
      {
        workspaceId: scene.workspaceId,
        addressKey: ada.addressKey,
        scope,
        listId: scope === 'list' ? scene.listId : null,
      },
    ],
    { reason: 'unsubscribed', source: 'page' },
  );

describe('letterHolder', () => {
  it('says of a "no" to everything that it stops the list and all marketing', async () => {
    await say('all');
    expect((await letterHolder(test.db, subject()))?.stopped).toEqual({ list: true, marketing: true });
  });

  it('says that nothing is stopped any more after a newer confirmed opt-in', async () => {
    await say('list');
    await test.db
      .updateTable('subscriptions')
      .set({ confirmed_at: new Date(Date.now() + 60_000) })
      .where('contact_id', '=', ada.contactId)
      .execute();
    expect((await letterHolder(test.db, subject()))?.stopped).toEqual({ list: false, marketing: false });
  });

  it('names no list for a letter to none', async () => {
    const holder = await letterHolder(test.db, { ...subject(), listId: null });
    expect(holder).toMatchObject({ senderName: 'Example KK', listName: null, maskedEmail: 'a***@e***.com' });
  });

  it('shows nothing of another workspace: neither its list, nor its contact, nor its "no"', async () => {
    await say('all');
    const { workspaceId } = await gateScene(test.db);
    expect(await letterHolder(test.db, { ...subject(), workspaceId })).toMatchObject({
      listName: null,
      maskedEmail: null,
      stopped: { list: false, marketing: false },
    });
  });
});
