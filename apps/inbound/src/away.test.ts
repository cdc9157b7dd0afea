import { type Link, openLink } from '@hikyaku/database';
import { type Severable, severable, type TestDatabase, testDatabase } from '@hikyaku/database/testing';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { type Dialogue, handIn, openDialogue } from './testing/dialogue.ts';
import { openScene, suppressionsOf } from './testing/scene.ts';
import { type Served, serve } from './testing/serve.ts';

let database: TestDatabase;
let way: Severable;
let link: Link;
let app: Served;
let client: Dialogue;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.drop());
beforeEach(async () => {
  way = await severable(database.url);
  link = openLink({ url: way.url, applicationName: 'test' });
  app = await serve(link.db);
  client = await openDialogue(app.port);
});
afterEach(async () => {
  client.hangUp();
  await app.close();
  link.cut();
  await link.db.destroy();
  await way.close();
});

describe('while the database is away', () => {
  it('asks the sending server to try again, loses nothing, and takes the same mail when it is back', async () => {
    const scene = await openScene(database.db);
    way.cut();
    const again = '451 4.3.0 This cannot be stored now, please try again later';
    expect(await handIn(client, scene.address)).toBe(again);
    expect(await suppressionsOf(database.db, scene)).toEqual([]);
    way.mend();
    expect(await handIn(client, scene.address)).toBe('250 2.0.0 Delivery has been stopped');
    expect(await suppressionsOf(database.db, scene)).toHaveLength(1);
  });

  it('still knows which addresses are none of ours', async () => {
    way.cut();
    expect(await handIn(client, 'hanako@example.jp')).toMatch(/^550 5\.1\.1/);
  });
});

describe('close', () => {
  it('answers the mail in its hands, and says goodbye to whoever waits', async () => {
    const scene = await openScene(database.db, { state: 'attempting' });
    const idle = await openDialogue(app.port);
    const answer = handIn(client, scene.address);
    while ((await suppressionsOf(database.db, scene)).length === 0);
    const closed = app.close();
    expect(await idle.hear()).toMatch(/^421 4\.3\.2/);
    await database.db
      .updateTable('deliveries')
      .set({ state: 'accepted' })
      .where('address_key', '=', scene.addressKey)
      .execute();
    expect(await answer).toBe('250 2.0.0 Delivery has been stopped');
    await closed;
    idle.hangUp();
    // The next close, after the test, finds a receiver that is open.
    app = await serve(link.db);
  });
});
