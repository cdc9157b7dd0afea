import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startTestApp, type TestApp } from '../testing.ts';

let app: TestApp;
beforeAll(async () => {
  app = await startTestApp();
});
afterAll(() => app.close());

describe('/workspace', () => {
  it('sets quiet hours and the clock they are told by, for this workspace alone, and takes them away', async () => {
    expect((await app.mine.ask('GET', '/workspace')).body).toMatchObject({ timeZone: 'Asia/Tokyo', quietHours: null });
    const hours = { from: '21:00', until: '08:30' };
    const set = await app.mine.ask('PATCH', '/workspace', { quietHours: hours, timeZone: 'America/New_York' });
    expect(set.body).toMatchObject({ timeZone: 'America/New_York', quietHours: hours });
    expect((await app.mine.ask('PATCH', '/workspace', {})).body).toMatchObject({ quietHours: hours });
    expect((await app.theirs.ask('GET', '/workspace')).body).toMatchObject({ quietHours: null });
    expect((await app.mine.ask('PATCH', '/workspace', { quietHours: null })).body).toMatchObject({ quietHours: null });
  });

  it.each([
    [{ timeZone: 'Asia/Edo' }, '/timeZone'],
    [{ timeZone: 'XYZ-3' }, '/timeZone'],
    [{ quietHours: { from: '25:00', until: '08:00' } }, '/quietHours/from'],
    [{ quietHours: { from: '21:00', until: '8:00' } }, '/quietHours/until'],
    [{ quietHours: { from: '08:00', until: '08:00' } }, '/quietHours/until'],
    [{ name: 'x' }, ''],
  ])('refuses %j and says what to write', async (body, pointer) => {
    const answer = await app.mine.ask('PATCH', '/workspace', body);
    expect([answer.status, answer.body.errors?.[0]?.pointer]).toEqual([
      422,
      expect.stringMatching(new RegExp(`^${pointer}`)),
    ]);
  });
});
