import { type TestDatabase, testDatabase } from '@hikyaku/database/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { addLetter, eventsOf, openScene, suppressionsOf } from './testing/scene.ts';
import { type Served, serve } from './testing/serve.ts';

let database: TestDatabase;
let app: Served;
beforeAll(async () => {
  database = await testDatabase();
  app = await serve({ db: database.db });
});
afterAll(async () => {
  await app.close();
  await database.drop();
});

const label = { ja: '見本', en: 'Sample' } as const;

/** Whatever anybody may do with the link of a test letter or a preview: path, body, and the answer's code. */
const presses: readonly [string, string | undefined, number][] = [
  ['/u/', undefined, 200],
  ['/u/', 'List-Unsubscribe=One-Click', 200],
  ['/u/', 'scope=list', 200],
  ['/u/', 'scope=marketing', 200],
  ['/u/', `undo=${'a'.repeat(22)}`, 200],
  ['/u/', 'nonsense', 400],
  ['/p/', 'do=everything', 404],
  ['/c/', '', 404],
];

describe('the link of a test letter or a preview', () => {
  it.each(presses.flatMap((press) => (['ja', 'en'] as const).map((locale) => [...press, locale] as const)))(
    'TOK-8 changes nothing and says kindly why: %s %s',
    async (path, body, status, locale) => {
      const scene = await openScene(database.db);
      await addLetter(database.db, scene, 'queued');
      const answer = await fetch(`${app.url}${path}${scene.token({ kind: 'inert' })}`, {
        method: body === undefined ? 'GET' : 'POST',
        headers: { 'accept-language': locale, 'content-type': 'application/x-www-form-urlencoded' },
        ...(body === undefined ? {} : { body }),
      });
      const said = await answer.text();
      expect(answer.status).toBe(status);
      if (path === '/u/') expect(said.toLowerCase()).toContain(label[locale].toLowerCase());
      expect(await suppressionsOf(database.db, scene)).toEqual([]);
      expect(await eventsOf(database.db, scene)).toEqual([]);
      const letter = await database.db
        .selectFrom('deliveries')
        .select('state')
        .where('campaign_id', '=', scene.campaignId)
        .executeTakeFirst();
      expect(letter).toEqual({ state: 'queued' });
    },
  );
});
