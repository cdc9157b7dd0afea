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

  it('shows the footer with what is typed, before it is kept and after, and lets no markup of it run', async () => {
    const typed = encodeURIComponent('株式会社 <script>x</script>');
    const before = await app.mine.ask('GET', `/workspace/footer?legalName=${typed}&locale=en`);
    expect(before.text).toContain('株式会社 &lt;script&gt;');
    expect(before.text).toContain('Unsubscribe');
    expect(before.headers.get('content-security-policy')).toContain('sandbox');
    const told = {
      legalName: '飛脚合同会社',
      postalAddress: '京都市',
      contact: '075-000-0000',
      name: '飛脚',
      locale: 'ja',
    };
    expect((await app.mine.ask('PATCH', '/workspace', told)).body).toMatchObject(told);
    expect((await app.mine.ask('GET', '/workspace/footer')).text).toContain('飛脚合同会社<br>京都市<br>');
  });

  it('turns answers of STOP on and off, for this workspace alone; they are off at first', async () => {
    expect((await app.mine.ask('GET', '/workspace')).body.stopByReply).toBe(false);
    expect((await app.mine.ask('PATCH', '/workspace', { stopByReply: true })).body.stopByReply).toBe(true);
    expect((await app.mine.ask('PATCH', '/workspace', {})).body.stopByReply).toBe(true);
    expect((await app.theirs.ask('GET', '/workspace')).body.stopByReply).toBe(false);
    expect((await app.mine.ask('PATCH', '/workspace', { stopByReply: false })).body.stopByReply).toBe(false);
  });

  it.each([
    [{ timeZone: 'Asia/Edo' }, '/timeZone'],
    [{ timeZone: 'XYZ-3' }, '/timeZone'],
    [{ quietHours: { from: '25:00', until: '08:00' } }, '/quietHours/from'],
    [{ quietHours: { from: '21:00', until: '8:00' } }, '/quietHours/until'],
    [{ quietHours: { from: '08:00', until: '08:00' } }, '/quietHours/until'],
    [{ legalName: ' ' }, '/legalName'],
    [{ contact: 'a\nb' }, '/contact'],
    [{ stopByReply: 'yes' }, '/stopByReply'],
    [{ id: 'x' }, ''],
  ])('refuses %j and says what to write', async (body, pointer) => {
    const answer = await app.mine.ask('PATCH', '/workspace', body);
    expect([answer.status, answer.body.errors?.[0]?.pointer]).toEqual([
      422,
      expect.stringMatching(new RegExp(`^${pointer}`)),
    ]);
  });
});
