import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startTestApp, type TestApp } from '../testing.ts';

let app: TestApp;
beforeAll(async () => {
  app = await startTestApp();
});
afterAll(() => app.close());

const message = {
  to: { name: '花子', email: 'hanako@example.jp' },
  from: { name: '店', email: 'shop@demo.example' },
  subject: 'ご注文 {{data.order}}',
  text: '{{data.order}} を承りました。',
  data: { order: 'A-1' },
  class: 'transactional',
};

describe('POST /messages', () => {
  it('enters a letter in the books, wakes a sender, and tells its fate', async () => {
    app.woken.length = 0;
    const sent = await app.mine.ask('POST', '/messages', message);
    expect(sent.status).toBe(202);
    expect(sent.body).toMatchObject({ state: 'queued', id: expect.stringMatching(/^msg_[\w-]{34,36}$/) });
    expect(app.woken).toHaveLength(1);
    const found = await app.mine.ask('GET', `/messages/${sent.body.id}`);
    expect(found.body).toMatchObject({ to: 'hanako@example.jp', subject: 'ご注文 A-1', state: 'queued' });
  });

  it('takes a bare address, and sends nothing twice under one key', async () => {
    const headers = { 'idempotency-key': 'order-7' };
    const bare = { ...message, to: 'once@example.jp' };
    const answers = await Promise.all([1, 2, 3, 4].map(() => app.mine.ask('POST', '/messages', bare, headers)));
    expect(answers.filter((answer) => answer.status === 202).length).toBeGreaterThan(0);
    const letters = await app.db
      .selectFrom('stream_letters')
      .select('letter_no')
      .where('email', '=', 'once@example.jp')
      .execute();
    expect(letters).toHaveLength(1);
  });

  it('withholds at once what a suppression stops, and says so', async () => {
    await app.mine.ask('POST', '/suppressions', { email: 'no@example.jp', scope: 'all', reason: 'manual' });
    const sent = await app.mine.ask('POST', '/messages', { ...message, to: 'no@example.jp' });
    expect(sent.body).toMatchObject({ state: 'withheld', reason: 'suppressed-all' });
  });

  const injection = 'x\r\nBcc: victim@example.jp';
  it.each([
    [{ to: 'nonsense' }, '/to'],
    [{ to: { email: 'a@example.jp', name: injection } }, '/to'],
    [{ to: `a@example.jp\r\nBcc: v@example.jp` }, '/to'],
    [{ from: { name: injection, email: 'a@demo.example' } }, '/from/name'],
    [{ replyTo: 'a@demo.example\nX: y' }, '/replyTo'],
    [{ subject: injection }, '/subject'],
    [{ data: { order: injection } }, '/subject'],
    [{ data: {} }, '/subject'],
    [{ class: 'marketing' }, '/class'],
    [{ class: undefined }, '/class'],
    [{ text: '{{#if x}}' }, '/text'],
    [{ headers: { 'X-A': 'b' } }, '/headers'],
  ])('refuses %j at %s and enters nothing (R5322-4)', async (change, pointer) => {
    const before = await app.db
      .selectFrom('stream_letters')
      .select(({ fn }) => fn.countAll().as('n'))
      .executeTakeFirstOrThrow();
    const answer = await app.mine.ask('POST', '/messages', { ...message, ...change });
    expect(answer.status).toBe(422);
    expect(answer.body.errors.map((error) => error.pointer).some((one) => one.startsWith(pointer))).toBe(true);
    const after = await app.db
      .selectFrom('stream_letters')
      .select(({ fn }) => fn.countAll().as('n'))
      .executeTakeFirstOrThrow();
    expect(after).toEqual(before);
  });
});

describe('GET /messages/:id', () => {
  it('finds nothing of another workspace, and no made-up id', async () => {
    const sent = await app.mine.ask('POST', '/messages', message);
    expect((await app.theirs.ask('GET', `/messages/${sent.body.id}`)).status).toBe(404);
    expect((await app.mine.ask('GET', '/messages/msg_AAAA')).status).toBe(404);
  });
});
