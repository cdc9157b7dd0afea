import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import { startTestApp, type TestApp } from '../testing.ts';

let app: TestApp;
let listId: string;
let id: string;
const email = 'hanako@example.jp';
beforeAll(async () => {
  app = await startTestApp();
  listId = (await app.mine.ask('POST', '/lists', { name: '月刊たより' })).body.id;
  const consent = { basis: 'consent', source: '展示会' };
  id = (await app.mine.ask('POST', '/contacts', { email, lists: [listId], consent })).body.id;
});
afterAll(() => app.close());

/** A letter of a campaign in the books, and the event that a settling would have recorded of it, if any. */
async function letter(name: string, state: string, told?: string): Promise<void> {
  await sql`
    with campaign as (
      insert into campaigns (workspace_id, class, name, status, started_at)
      values (${app.mine.workspaceId}, 'marketing', ${name}, 'sending', clock_timestamp()) returning id
    ), person as (select address_key from contacts where workspace_id = ${app.mine.workspaceId} and email = ${email}),
    row as (
      insert into deliveries (campaign_id, address_key, letter_no, state, reason, attempt, settled_at)
      select c.id, p.address_key, 1, ${state}::delivery_state, 'greylisted', 2, clock_timestamp() + interval '1 millisecond' from campaign c, person p
    )
    insert into events (at, workspace_id, kind, campaign_id, address_key, letter_no)
    select clock_timestamp() - interval '1 millisecond', ${app.mine.workspaceId}, ${told ?? 'never'}, c.id, p.address_key, 1 from campaign c, person p where ${told !== undefined}
  `.execute(app.db);
}

type Entry = { kind: string; campaign: { name: string } | null; list: { name: string } | null; letter: unknown };

async function story(limit: number): Promise<Entry[]> {
  const seen: Entry[] = [];
  for (let cursor = ''; ; ) {
    const answer = await app.mine.ask('GET', `/contacts/${id}/story?limit=${limit}${cursor && `&cursor=${cursor}`}`);
    expect(answer.status).toBe(200);
    seen.push(...(answer.body.items as unknown as Entry[]));
    if (answer.body.nextCursor === null) return seen;
    cursor = answer.body.nextCursor;
  }
}

describe('GET /contacts/:id/story', () => {
  it('tells consent, letters and leaving in order, latest first, each once, whatever the size of a page', async () => {
    await letter('創刊号', 'accepted', 'deferred');
    await letter('第2号', 'bounced', 'bounced');
    await app.mine.ask('POST', '/suppressions', { email, scope: 'list', listId, reason: 'unsubscribed' });
    const whole = await story(50);
    expect(whole.map(({ kind, campaign }) => [kind, campaign?.name ?? ''])).toEqual([
      ['left', ''],
      ['suppressed', ''],
      ['letter', '第2号'],
      ['letter', '創刊号'],
      ['deferred', '創刊号'],
      ['subscribed', ''],
      ['contact-added', ''],
    ]);
    expect(whole.find(({ kind }) => kind === 'subscribed')?.list?.name).toBe('月刊たより');
    expect(whole[3]?.letter).toEqual({ state: 'accepted', reason: 'greylisted', reply: null, attempts: 2 });
    expect(await story(1)).toEqual(whole);
    expect(await story(3)).toEqual(whole);
  });

  it("answers 404 for another workspace's contact", async () => {
    expect((await app.theirs.ask('GET', `/contacts/${id}/story`)).status).toBe(404);
    expect((await app.theirs.ask('GET', `/contacts/${id}/next-letters`)).status).toBe(404);
  });
});

describe('GET /contacts/:id/next-letters', () => {
  it('says for each list whether the next newsletter would reach them, with every reason why not', async () => {
    const { body } = await app.mine.ask('GET', `/contacts/${id}/next-letters`);
    expect(body.items).toMatchObject([
      { list: listId, goes: false, notMeant: 'left', stops: [{ stop: 'suppressed-list', reason: 'unsubscribed' }] },
    ]);
    const other = (await app.mine.ask('POST', '/lists', { name: 'other' })).body.id;
    const consent = { basis: 'consent', source: 'form' };
    await app.mine.ask('POST', '/contacts', { email, lists: [other], consent });
    const again = await app.mine.ask('GET', `/contacts/${id}/next-letters`);
    expect(again.body.items[1]).toMatchObject({ list: other, goes: true, notMeant: null, stops: [] });
    await app.mine.ask('POST', '/suppressions', { email, scope: 'all', reason: 'complaint' });
    const last = await app.mine.ask('GET', `/contacts/${id}/next-letters`);
    expect(last.body.items[1]).toMatchObject({ goes: false, stops: [{ stop: 'suppressed-all' }] });
  });
});
