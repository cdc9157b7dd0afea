import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startTestApp, type TestApp } from '../testing.ts';

let app: TestApp;
beforeAll(async () => {
  app = await startTestApp();
});
afterAll(() => app.close());

const csv = { 'content-type': 'text/csv' };
const send = (body: string, query = 'scope=marketing', headers: Record<string, string> = csv) =>
  app.mine.ask('POST', `/suppressions/imports?${query}`, body, headers);
const scopesOf = async (email: string) =>
  (await app.mine.ask('GET', `/suppressions?email=${email}`)).body.items.map(({ scope, reason, source }) => [
    scope,
    reason,
    source,
  ]);

describe('POST /suppressions/imports', () => {
  it('SUP-5 takes each line of another system’s export by its reason, and rejects the bad one alone', async () => {
    const file = [
      'EmailAddress,SuppressionReason,Origin,CreatedAt',
      'left@example.jp,ManualSuppression,Recipient,2025-06-02',
      'spam@example.jp,SpamComplaint,Recipient,2025-06-02',
      'no address at someone@else.example,ManualSuppression,Recipient,2025-06-02',
      'dead@example.jp,HardBounce,Recipient,2025-06-02',
    ].join('\r\n');
    const answer = await send(file, 'scope=marketing&note=old%20system&channel=form&operator=Sato');
    expect(answer.status).toBe(200);
    expect(answer.body).toMatchObject({
      system: 'postmark',
      unsubscribed: 1,
      complaints: 1,
      bounced: 1,
      stoodAlready: 0,
      rejected: 1,
      rejects: [{ line: 4, reason: expect.any(String) }],
      failure: null,
    });
    expect(answer.text).not.toContain('someone@else');
    expect(await scopesOf('left@example.jp')).toEqual([['marketing', 'unsubscribed', 'import']]);
    expect(await scopesOf('spam@example.jp')).toEqual([['marketing', 'complaint', 'import']]);
    expect(await scopesOf('dead@example.jp')).toEqual([['all', 'invalid-address', 'import']]);
    expect((await send(file)).body).toMatchObject({ unsubscribed: 1, stoodAlready: 3 });
  });

  it('reads Shift_JIS where it is told, and one address a line', async () => {
    const told = { 'content-type': 'text/csv; charset=Shift_JIS' };
    expect((await send('one@example.jp\ntwo@example.jp\n', 'scope=all', told)).body).toMatchObject({
      system: 'generic',
      unsubscribed: 2,
    });
    expect(await scopesOf('two@example.jp')).toEqual([['all', 'unsubscribed', 'import']]);
  });

  it.each([
    ['no column of addresses', 'name,reason\nTaro,spam\n', 'scope=marketing', 422],
    ['a list without its id', 'email\n', 'scope=list', 400],
    ['a list of nobody', 'email\n', 'scope=list&listId=lst_0000000000000', 404],
    ['no scope', 'email\n', '', 400],
  ])('refuses %s, and suppresses nobody', async (_, file, query, status) => {
    expect((await send(file, query)).status).toBe(status);
  });
});
