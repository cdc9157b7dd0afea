import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startTestApp, type TestApp } from '../testing.ts';

let app: TestApp;
beforeAll(async () => {
  app = await startTestApp();
});
afterAll(() => app.close());

describe('/lanes', () => {
  it('shows state and limits of each lane', async () => {
    const lanes = await app.mine.ask('GET', '/lanes');
    expect(lanes.body.items).toEqual([
      expect.objectContaining({
        name: 'default',
        state: 'running',
        limits: { connectionsPerSlot: 50 },
        slots: 4,
        ownedSlots: 0,
      }),
    ]);
  });

  it('pauses with a reason, once, and wakes the slots when it goes on', async () => {
    const paused = await app.mine.ask('POST', '/lanes/default/pause', { reason: 'receiver asks for patience' });
    expect(paused.body).toMatchObject({ state: 'paused', pausedReason: 'receiver asks for patience' });
    const again = await app.mine.ask('POST', '/lanes/default/pause');
    expect(again.status).toBe(200);
    expect(JSON.parse(again.text).pausedAt).toBe(JSON.parse(paused.text).pausedAt);
    app.woken.length = 0;
    const resumed = await app.mine.ask('POST', '/lanes/default/resume');
    expect(resumed.body.state).toBe('running');
    expect(app.woken).toHaveLength(4);
  });

  it('answers 404 for a lane that is none, and refuses unknown fields', async () => {
    expect((await app.mine.ask('POST', '/lanes/nowhere/pause')).status).toBe(404);
    expect((await app.mine.ask('POST', '/lanes/nowhere/resume')).status).toBe(404);
    expect((await app.mine.ask('POST', '/lanes/default/pause', { why: 'x' })).status).toBe(422);
  });
});
