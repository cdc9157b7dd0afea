import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type TestDatabase, testDatabase } from '@hikyaku/database/testing';
import { openScene } from './testing/scene.ts';
import { type Served, serve } from './testing/serve.ts';

const file = `${'a'.repeat(24)}.png`;
const bytes = Buffer.from('a picture');
let database: TestDatabase;
let served: Served;
beforeAll(async () => {
  database = await testDatabase();
  const { workspaceId } = await openScene(database.db);
  const size = { width: 1, height: 1, size_bytes: bytes.length };
  await database.db
    .insertInto('images')
    .values({ workspace_id: workspaceId, file, name: 'x', type: 'image/png', bytes, ...size })
    .execute();
  served = await serve({ db: database.db });
});
afterAll(async () => {
  await served.close();
  await database.drop();
});

describe('GET /a/:file', () => {
  it('shows a picture to whoever has its name, for ever and as nothing but a picture', async () => {
    const shown = await fetch(`${served.url}/a/${file}`);
    expect([shown.status, Buffer.from(await shown.arrayBuffer())]).toEqual([200, bytes]);
    expect(Object.fromEntries(shown.headers)).toMatchObject({
      'content-type': 'image/png',
      'cache-control': 'public, max-age=31536000, immutable',
      'x-content-type-options': 'nosniff',
      'content-security-policy': "default-src 'none'; sandbox",
      'cross-origin-resource-policy': 'cross-origin',
    });
  });

  it.each([`${'b'.repeat(24)}.png`, `${'a'.repeat(24)}.svg`, '..%2f..%2fetc%2fpasswd', 'x'])(
    'knows no %s, and keeps no "no"',
    async (name) => {
      const shown = await fetch(`${served.url}/a/${name}`);
      expect([shown.status, shown.headers.get('cache-control')]).toEqual([404, 'no-store']);
    },
  );

  it('still shows what it has shown when the database has lost it', async () => {
    await fetch(`${served.url}/a/${file}`);
    await database.db.deleteFrom('images').execute();
    expect((await fetch(`${served.url}/a/${file}`)).status).toBe(200);
  });
});

describe('POST /a/:file', () => {
  it('is refused', async () => {
    expect((await fetch(`${served.url}/a/${file}`, { method: 'POST' })).status).toBe(405);
  });
});
