import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type TestDatabase, testDatabase } from '@hikyaku/database/testing';
import { addLetter, openScene, type Scene, suppressionsOf } from './testing/scene.ts';
import { type Served, serve } from './testing/serve.ts';

let database: TestDatabase;
let hasty: Served;
beforeAll(async () => {
  database = await testDatabase();
  hasty = await serve({ db: database.db, waiting: { mostMs: 30 } });
});
afterAll(async () => {
  await hasty.close();
  await database.drop();
});

const post = (served: Served, scene: Scene, body: string) =>
  fetch(`${served.url}/u/${scene.token()}`, { method: 'POST', body: new URLSearchParams(body) });

const isSuppressed = async (scene: Scene) => (await suppressionsOf(database.db, scene)).length > 0;

describe('a letter on the wire', () => {
  it('holds the answer back until it has settled: 200 then means that nothing is in transmission', async () => {
    const scene = await openScene(database.db);
    await addLetter(database.db, scene, 'attempting');
    let answered = false;
    const seen: unknown[] = [];
    // The app has looked, found the letter on the wire, and waits: only now does the letter settle.
    const pause = async (): Promise<void> => {
      seen.push({ answered, suppressed: await isSuppressed(scene) });
      if (seen.length < 3) return;
      await database.db
        .updateTable('deliveries')
        .set({ state: 'accepted' })
        .where('address_key', '=', scene.addressKey)
        .execute();
    };
    const patient = await serve({ db: database.db, waiting: { pause } });
    const answer = await post(patient, scene, 'List-Unsubscribe=One-Click');
    answered = true;
    expect(answer.status).toBe(200);
    expect(seen).toEqual(Array.from({ length: 3 }, () => ({ answered: false, suppressed: true })));
    await patient.close();
  });

  it('is told of honestly with 202 when it does not settle in time, to a mail client', async () => {
    const scene = await openScene(database.db);
    await addLetter(database.db, scene, 'attempting');
    const answer = await post(hasty, scene, 'List-Unsubscribe=One-Click');
    expect(answer.status).toBe(202);
    expect(await answer.text()).toMatch(/送信の途中/);
    expect(await isSuppressed(scene)).toBe(true);
  });

  it('is told of honestly with 202 on the page, while the "no" stands', async () => {
    const scene = await openScene(database.db);
    await addLetter(database.db, scene, 'attempting');
    await addLetter(database.db, scene, 'queued', 1);
    const answer = await post(hasty, scene, 'scope=list');
    expect(answer.status).toBe(202);
    const page = await answer.text();
    expect(page).toContain('配信停止を受け付けました');
    expect(page).not.toContain('配信を停止しました');
    const states = await database.db
      .selectFrom('deliveries')
      .select('state')
      .where('address_key', '=', scene.addressKey)
      .orderBy('letter_no')
      .execute();
    expect(states).toEqual([{ state: 'attempting' }, { state: 'withheld' }]);
  });

  it('of another list does not hold the answer back', async () => {
    const scene = await openScene(database.db);
    await addLetter(database.db, { ...scene, listId: '1' }, 'attempting');
    expect((await post(hasty, scene, 'scope=list')).status).toBe(200);
    expect((await post(hasty, scene, 'scope=marketing')).status).toBe(202);
  });
});
