import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import { startTestApp, type TestApp } from '../testing.ts';

let app: TestApp;
beforeAll(async () => {
  app = await startTestApp();
});
afterAll(() => app.close());

describe('/lanes', () => {
  it('shows state, limits and what waits in each lane', async () => {
    const lanes = await app.mine.ask('GET', '/lanes');
    expect(lanes.body.items).toHaveLength(4);
    expect(lanes.body.items[0]).toEqual({
      name: 'tail-1',
      tail: true,
      state: 'running',
      pausedAt: null,
      pausedReason: null,
      suspendedUntil: null,
      suspendedReason: null,
      limits: { connections: 10, lettersPerConnection: null, lettersPerSecond: null },
      ownLimits: { connections: null, lettersPerConnection: null, lettersPerSecond: null },
      pace: null,
      slots: 1,
      ownedSlots: 0,
      dueBatches: 0,
      dueLetters: 0,
      laterBatches: 0,
      warmUps: [],
      attempting: 0,
    });
  });

  it('takes limits of an operator’s, and gives one back to the tables', async () => {
    const limited = await app.mine.ask('PATCH', '/lanes/tail-2', { connections: 3, lettersPerSecond: 0.5 });
    expect(limited.body).toMatchObject({
      ownLimits: { connections: 3, lettersPerConnection: null, lettersPerSecond: 0.5 },
    });
    const given = await app.mine.ask('PATCH', '/lanes/tail-2', { connections: null });
    expect(given.body).toMatchObject({
      ownLimits: { connections: null, lettersPerConnection: null, lettersPerSecond: 0.5 },
    });
    for (const wrong of [{}, { connections: 0 }, { lettersPerSecond: -1 }, { speed: 3 }]) {
      expect((await app.mine.ask('PATCH', '/lanes/tail-2', wrong)).status).toBe(422);
    }
  });

  it('tells what was done to a lane, newest first, in words', async () => {
    const log = await app.mine.ask('GET', '/lanes/tail-2/log?limit=1');
    expect(log.body.items).toEqual([
      {
        at: expect.any(String),
        kind: 'limits-set',
        words: expect.stringMatching(/^connections as the tables say by /),
      },
    ]);
  });

  it('shows a suspension with the receiver’s words, and ends it when the lane is to go on', async () => {
    await sql`
      update lanes set suspended_until = now() + interval '10 minutes', suspended_reason = '421 4.7.28 unusual rate'
      where name = 'tail-3'
    `.execute(app.db);
    const [, , lane] = (await app.mine.ask('GET', '/lanes')).body.items;
    expect(lane).toMatchObject({ state: 'suspended', suspendedReason: '421 4.7.28 unusual rate' });
    const resumed = await app.mine.ask('POST', '/lanes/tail-3/resume');
    expect(resumed.body).toMatchObject({ state: 'running', suspendedUntil: null });
  });

  it('pauses with a reason, once, and wakes the slots when it goes on', async () => {
    const paused = await app.mine.ask('POST', '/lanes/tail-1/pause', { reason: 'receiver asks for patience' });
    expect(paused.body).toMatchObject({ state: 'paused', pausedReason: 'receiver asks for patience' });
    const again = await app.mine.ask('POST', '/lanes/tail-1/pause');
    expect(again.status).toBe(200);
    expect(JSON.parse(again.text).pausedAt).toBe(JSON.parse(paused.text).pausedAt);
    app.woken.length = 0;
    const resumed = await app.mine.ask('POST', '/lanes/tail-1/resume');
    expect(resumed.body.state).toBe('running');
    expect(app.woken).toHaveLength(1);
  });

  it('answers 404 for a lane that is none, and refuses unknown fields', async () => {
    expect((await app.mine.ask('POST', '/lanes/nowhere/pause')).status).toBe(404);
    expect((await app.mine.ask('POST', '/lanes/nowhere/resume')).status).toBe(404);
    expect((await app.mine.ask('PATCH', '/lanes/nowhere', { connections: 1 })).status).toBe(404);
    expect((await app.mine.ask('GET', '/lanes/nowhere/log')).status).toBe(404);
    expect((await app.mine.ask('POST', '/lanes/tail-1/pause', { why: 'x' })).status).toBe(422);
  });
});

describe('/lanes/:name/warm-ups', () => {
  it('begins one, shows it with its lane, and ends it', async () => {
    const begun = await app.mine.ask('POST', '/lanes/tail-1/warm-ups', { domain: 'News.Example.com' });
    const shown = { domain: 'news.example.com', step: 1, ceiling: 480, taken: 0, note: 'begun' };
    expect([begun.status, begun.body]).toEqual([201, expect.objectContaining(shown)]);
    expect((await app.mine.ask('POST', '/lanes/tail-1/warm-ups', { domain: 'news.example.com' })).status).toBe(409);
    const lanes = await app.mine.ask('GET', '/lanes');
    expect(JSON.parse(lanes.text).items[0].warmUps).toEqual([begun.body]);
    expect((await app.mine.ask('DELETE', '/lanes/tail-1/warm-ups/news.example.com')).status).toBe(204);
    expect((await app.mine.ask('DELETE', '/lanes/tail-1/warm-ups/news.example.com')).status).toBe(404);
  });

  it('refuses what is no domain or no lane', async () => {
    expect((await app.mine.ask('POST', '/lanes/tail-1/warm-ups', { domain: 'news' })).status).toBe(422);
    expect((await app.mine.ask('POST', '/lanes/nowhere/warm-ups', { domain: 'news.example.com' })).status).toBe(404);
  });
});
