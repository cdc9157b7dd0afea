import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startTestApp, type TestApp } from '../testing.ts';

let app: TestApp;
beforeAll(async () => {
  app = await startTestApp();
});
afterAll(() => app.close());

describe('openImports', () => {
  it('stops running imports when it drains, and each row says so', async () => {
    const list = (await app.mine.ask('POST', '/lists', { name: 'mine' })).body.id;
    const rows = Array.from({ length: 60_000 }, (_, i) => `p${i}@example.jp\n`).join('');
    const path = `/lists/${list}/imports?basis=consent&source=test`;
    const begun = await app.mine.ask('POST', path, `email\n${rows}`, { 'content-type': 'text/csv' });
    await app.deps.imports.drain();
    const state = await app.mine.ask('GET', `/imports/${begun.body.id}`);
    expect(state.body.status).toBe('failed');
    expect(state.body.failure).toMatch(/again/);
  });
});
