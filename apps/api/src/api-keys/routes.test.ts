import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startTestApp, type TestApp } from '../testing.ts';

let app: TestApp;
beforeAll(async () => {
  app = await startTestApp();
});
afterAll(() => app.close());

describe('/api-keys', () => {
  it('shows a key once, notes when it was used, and takes it back for good', async () => {
    const { status, body } = await app.mine.ask('POST', '/api-keys', { name: 'shop' });
    expect([status, body.key]).toEqual([201, expect.stringMatching(/^hk_.{43}$/)]);
    const listed = async () => (await app.mine.ask('GET', '/api-keys')).body.items.find(({ id }) => id === body.id);
    expect(await listed())?.toMatchObject({ name: 'shop', lastUsedAt: null, revokedAt: null });
    expect(JSON.stringify(await listed())).not.toContain(body.key);
    const use = () => fetch(`${app.url}/api/v1/lists`, { headers: { authorization: `Bearer ${body.key}` } });
    expect((await use()).status).toBe(200);
    expect((await listed())?.lastUsedAt).not.toBeNull();
    expect((await app.theirs.ask('DELETE', `/api-keys/${body.id}`)).status).toBe(404);
    expect((await app.mine.ask('DELETE', `/api-keys/${body.id}`)).status).toBe(204);
    expect((await use()).status).toBe(401);
    expect((await listed())?.revokedAt).not.toBeNull();
  });
});
