import { type TestDatabase, testDatabase } from '@hikyaku/database/testing';
import { personTokenReader, requestLetter, suppress } from '@hikyaku/suppression';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import { answerRequests } from './answer-requests.ts';
import { depsFor, join, keyOf, keyring, newList, newWorkspace, sendingCampaign } from './testing/world.ts';

let test: TestDatabase;
let workspaceId: string;
let list: string;
let round = 0;
beforeAll(async () => {
  test = await testDatabase();
});
beforeEach(async () => {
  round += 1;
  workspaceId = await newWorkspace(test.db);
  list = await newList(test.db, workspaceId, '週刊くも');
  await join(test.db, workspaceId, email(), [list]);
  await sendingCampaign(test.db, workspaceId, [list]);
});
afterAll(() => test.drop());

const email = () => `hanako${round}@example.com`;
const answer = () => answerRequests(depsFor(test.db));
const ask = (typed = email()) =>
  requestLetter(test.db, { kind: 'preferences', addressKey: keyOf(typed), typed, locale: 'ja' });

async function letters(to = email()) {
  return test.db
    .selectFrom('stream_letters')
    .innerJoin('campaigns', 'campaigns.id', 'stream_letters.campaign_id')
    .select(['stream_letters.workspace_id', 'class', 'subject', 'text', 'email', 'stream_letters.from_email'])
    .where('email', '=', to)
    .orderBy('stream_letters.created_at')
    .execute();
}

describe('answerRequests', () => {
  it('sends a link to their settings to whoever typed an address that a workspace knows, good for 24 hours (TOK-7)', async () => {
    await ask();
    expect(await answer()).toEqual({ requests: 1, letters: 1 });
    const [letter] = await letters();
    expect(letter).toMatchObject({
      class: 'list_admin',
      subject: 'メールの受け取り設定のご案内',
      from_email: 'news@shop.example',
    });
    const [, token = ''] = /http:\/\/localhost:3001\/p\/([\w-]+)/.exec(letter?.text ?? '') ?? [];
    const at = (hours: number) => () => new Date(Date.now() + hours * 3_600_000);
    expect(personTokenReader(keyring, 'preferences', at(23))(token)).toEqual({
      kind: 'valid',
      workspaceId,
      addressKey: keyOf(email()),
      listId: null,
    });
    expect(personTokenReader(keyring, 'preferences', at(25))(token)).toMatchObject({ kind: 'expired' });
    expect(letter?.text).not.toContain(email());
  });

  it('sends nothing to somebody unknown, and forgets every address once it is answered (WEB-4)', async () => {
    await ask('stranger@example.com');
    expect(await answer()).toEqual({ requests: 1, letters: 0 });
    expect(await letters('stranger@example.com')).toEqual([]);
    const { rows } = await sql`select 1 from letter_requests where email is not null or answered_at is null`.execute(
      test.db,
    );
    expect(rows).toEqual([]);
  });

  it('sends one letter in ten minutes however often it is asked, also by many at once', async () => {
    for (let n = 0; n < 3; n++) await ask();
    await answer();
    await ask();
    await Promise.all([answer(), answer()]);
    expect(await letters()).toHaveLength(1);
    await sql`update letter_requests set answered_at = answered_at - interval '11 minutes'`.execute(test.db);
    await ask();
    await answer();
    expect(await letters()).toHaveLength(2);
  });

  it('answers for each workspace that knows the address, and for one alone whose link is held', async () => {
    const other = await newWorkspace(test.db);
    const theirs = await newList(test.db, other);
    await join(test.db, other, email(), [theirs]);
    await sendingCampaign(test.db, other, [theirs]);
    await ask();
    expect(await answer()).toEqual({ requests: 1, letters: 2 });
    await sql`update letter_requests set answered_at = answered_at - interval '11 minutes'`.execute(test.db);
    await requestLetter(test.db, { kind: 'preferences', workspaceId: other, addressKey: keyOf(email()), locale: 'en' });
    expect(await answer()).toEqual({ requests: 1, letters: 1 });
    expect((await letters()).at(-1)).toMatchObject({ workspace_id: other, subject: 'Your newsletter settings' });
  });

  it('sends the confirmation that brings a list back to whoever left it, and to nobody who was never on it', async () => {
    const person = { workspaceId, addressKey: keyOf(email()) };
    await suppress(test.db, [{ ...person, scope: 'marketing', listId: null }], {
      reason: 'unsubscribed',
      source: 'test',
    });
    await requestLetter(test.db, { kind: 'rejoin', ...person, listId: list, locale: 'ja' });
    const never = await newList(test.db, workspaceId);
    await requestLetter(test.db, { kind: 'rejoin', ...person, listId: never, locale: 'ja' });
    expect(await answer()).toEqual({ requests: 1, letters: 1 });
    const [letter] = await letters();
    expect(letter?.subject).toBe('「週刊くも」をもう一度お届けする前のご確認');
    const [, token = ''] = /\/c\/([\w-]+)/.exec(letter?.text ?? '') ?? [];
    expect(personTokenReader(keyring, 'confirm')(token)).toMatchObject({ kind: 'valid', listId: list });
  });

  it('answers again what a sender that died had claimed', async () => {
    await ask();
    await sql`update letter_requests set claimed_at = clock_timestamp() where answered_at is null`.execute(test.db);
    expect(await answer()).toEqual({ requests: 0, letters: 0 });
    await sql`
      update letter_requests set claimed_at = clock_timestamp() - interval '6 minutes' where answered_at is null
    `.execute(test.db);
    expect(await answer()).toEqual({ requests: 1, letters: 1 });
  });
});
