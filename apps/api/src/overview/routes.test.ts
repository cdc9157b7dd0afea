import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startTestApp, type TestApp } from '../testing.ts';

let app: TestApp;
beforeAll(async () => {
  app = await startTestApp();
});
afterAll(() => app.close());

describe('GET /overview', () => {
  it('tells of a paused campaign to its own workspace, and where letters can be looked at', async () => {
    const from = { name: '', email: 'news@demo.example' };
    const draft = { name: 'stopped', lists: [], from, subject: 'x', text: 'x' };
    const { id } = (await app.mine.ask('POST', '/campaigns', draft)).body;
    await app.db.updateTable('campaigns').set({ status: 'paused' }).where('name', '=', 'stopped').execute();
    const { body } = await app.mine.ask('GET', '/overview');
    expect(body).toMatchObject({
      local: true,
      mailboxUrl: 'http://localhost:3025',
      steps: { draft: true, sent: false, campaigns: 1 },
      attention: [{ kind: 'paused', campaign: { id, name: 'stopped' }, cause: 'somebody' }],
    });
    expect((await app.theirs.ask('GET', '/overview')).body).toMatchObject({ attention: [], steps: { campaigns: 0 } });
  });
});
