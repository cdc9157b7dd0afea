import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import { startTestApp, type TestApp } from '../testing.ts';

let app: TestApp;
let listId: string;
beforeAll(async () => {
  app = await startTestApp();
  listId = (await app.mine.ask('POST', '/lists', { name: 'mine' })).body.id;
});
afterAll(() => app.close());

/** A letter of a running campaign to this address, in this state. */
async function letter(email: string, state: 'queued' | 'attempting'): Promise<() => Promise<string>> {
  const contact = await app.mine.ask('POST', '/contacts', { email });
  const { rows } = await sql<{ id: string; key: Buffer }>`
    with campaign as (
      insert into campaigns (workspace_id, class, name, status) values (${app.mine.workspaceId}, 'marketing', 'c', 'sending') returning id
    ), person as (
      select address_key from contacts where workspace_id = ${app.mine.workspaceId} and email = ${email}
    ), row as (
      insert into deliveries (campaign_id, address_key, state) select id, address_key, ${state}::delivery_state from campaign, person
    )
    select id, address_key as key from campaign, person
  `.execute(app.db);
  expect(contact.status).toBe(201);
  return async () => {
    const row = await sql<{ state: string }>`
      select state from deliveries where campaign_id = ${rows[0]?.id} and address_key = ${rows[0]?.key}
    `.execute(app.db);
    return row.rows[0]?.state ?? 'gone';
  };
}

describe('POST /suppressions', () => {
  it('takes back what waits and answers 201 once nothing is in transmission', async () => {
    const state = await letter('waiting@example.jp', 'queued');
    const answer = await app.mine.ask('POST', '/suppressions', {
      email: 'Waiting@Example.jp',
      scope: 'marketing',
      reason: 'unsubscribed',
      note: '電話にて',
    });
    expect(answer.status).toBe(201);
    expect(answer.body).toMatchObject({
      takenBack: 1,
      onTheWire: false,
      outcome: 'added',
      source: 'api',
      note: '電話にて',
    });
    expect(answer.body.maskedEmail).toBe('w***@e***.jp');
    expect(await state()).toBe('withheld');
  });

  it('answers 202 with the honest sentence when a letter stays on the wire', async () => {
    const state = await letter('on-the-wire@example.jp', 'attempting');
    const body = { email: 'on-the-wire@example.jp', scope: 'all', reason: 'manual' };
    const answer = await app.mine.ask('POST', '/suppressions', body);
    expect(answer.status).toBe(202);
    expect(answer.body.onTheWire).toBe(true);
    expect(answer.body.message).toContain('already on its way');
    expect(await state()).toBe('attempting');
  });

  it('is idempotent: a repeat stands, with the id and time of the first', async () => {
    const body = { email: 'repeat@example.jp', scope: 'list', listId, reason: 'unsubscribed' };
    const first = await app.mine.ask('POST', '/suppressions', body);
    const again = await app.mine.ask('POST', '/suppressions', { ...body, reason: 'manual' });
    expect(again.status).toBe(201);
    expect(again.body).toMatchObject({ id: first.body.id, outcome: 'stood', reason: 'unsubscribed' });
  });

  it('stops an address that no contact has', async () => {
    const answer = await app.mine.ask('POST', '/suppressions', {
      email: 'stranger@example.jp',
      scope: 'all',
      reason: 'manual',
    });
    expect(answer.status).toBe(201);
    const contact = await app.mine.ask('POST', '/contacts', { email: 'stranger@example.jp' });
    expect(contact.body.suppressed).toEqual(['all']);
  });

  it.each([
    [{ email: 'nonsense', scope: 'all', reason: 'manual' }, '/email'],
    [{ email: 'a@example.jp', scope: 'everything', reason: 'manual' }, '/scope'],
    [{ email: 'a@example.jp', scope: 'invalid', reason: 'manual' }, '/scope'],
    [{ email: 'a@example.jp', scope: 'list', reason: 'manual' }, '/listId'],
    [{ email: 'a@example.jp', scope: 'all', listId: 'LIST', reason: 'manual' }, '/listId'],
    [{ email: 'a@example.jp', scope: 'list', listId: 'lst_0000000000000', reason: 'manual' }, '/listId'],
    [{ email: 'a@example.jp', scope: 'all', reason: 'erased' }, '/reason'],
    [{ email: 'a@example.jp', scope: 'all', reason: 'manual', note: 'a\0b' }, '/note'],
    [{ email: 'a@example.jp', scope: 'all' }, '/reason'],
  ])('refuses %j at %s', async (body, pointer) => {
    const answer = await app.mine.ask(
      'POST',
      '/suppressions',
      'listId' in body ? { ...body, listId: body.listId === 'LIST' ? listId : body.listId } : body,
    );
    expect(answer.status).toBe(422);
    expect(answer.body.errors[0]?.pointer).toBe(pointer);
  });

  it('refuses the list of another workspace as unknown', async () => {
    const body = { email: 'a@example.jp', scope: 'list', listId, reason: 'manual' };
    const answer = await app.theirs.ask('POST', '/suppressions', body);
    expect(answer.status).toBe(422);
    expect(answer.body.errors[0]).toMatchObject({
      pointer: '/listId',
      detail: 'There is no such list in this workspace.',
    });
  });
});

describe('POST /wishes', () => {
  it('takes newsletters back for a snooze, shows until when, and is over when it is lifted', async () => {
    const state = await letter('pause@example.jp', 'queued');
    const until = new Date(Date.now() + 30 * 86_400_000).toISOString();
    const wish = {
      email: 'pause@example.jp',
      scope: 'snooze',
      until,
      channel: 'telephone',
      operator: '佐藤',
      note: '電話にて',
    };
    const answer = await app.mine.ask('POST', '/wishes', wish);
    expect(answer.status).toBe(201);
    expect(answer.body).toMatchObject({ scope: 'snooze', until, reason: 'asked', takenBack: 1, note: '電話にて' });
    expect(await state()).toBe('withheld');
    const event = await app.db
      .selectFrom('events')
      .select('details')
      .where('kind', '=', 'suppressed')
      .orderBy('id', 'desc')
      .executeTakeFirstOrThrow();
    expect(event.details).toMatchObject({ channel: 'telephone', operator: '佐藤', until });
    expect((await app.mine.ask('DELETE', `/suppressions/${answer.body.id}`, { reason: 'asked again' })).status).toBe(
      204,
    );
  });

  it('keeps a wish for fewer newsletters, and its later terms in place of the earlier', async () => {
    const wish = { email: 'few@example.jp', scope: 'fewer', most: 4, days: 30 };
    const first = await app.mine.ask('POST', '/wishes', wish);
    const second = await app.mine.ask('POST', '/wishes', { ...wish, most: 1 });
    expect(second.body).toMatchObject({ id: first.body.id, outcome: 'renewed', most: 1, days: 30 });
    expect((await app.mine.ask('POST', '/wishes', { ...wish, most: 1 })).body.outcome).toBe('stood');
  });

  it.each([
    [{ scope: 'snooze', until: '2020-01-01T00:00:00Z' }, '/until'],
    [{ scope: 'snooze', until: '2099-01-01T00:00:00Z' }, '/until'],
    [{ scope: 'snooze' }, '/until'],
    [{ scope: 'fewer', most: 0, days: 7 }, '/most'],
    [{ scope: 'fewer', most: 1, days: 400 }, '/days'],
    [{ scope: 'never' }, '/scope'],
    [{ scope: 'fewer', most: 1, days: 7, channel: 'pigeon' }, '/channel'],
  ])('refuses %j at %s', async (terms, pointer) => {
    const answer = await app.mine.ask('POST', '/wishes', { email: 'a@example.jp', ...terms });
    expect([answer.status, answer.body.errors[0]?.pointer]).toEqual([422, pointer]);
  });
});

describe('GET /campaigns/:id/why', () => {
  it('answers with every reason, its date and its source', async () => {
    const email = 'why@example.jp';
    const from = { name: 'Shop', email: 'news@shop.example' };
    const draft = await app.mine.ask('POST', '/campaigns', {
      name: 'n',
      lists: [listId],
      from,
      subject: 's',
      text: 't',
    });
    const consent = { basis: 'consent', source: 'form' };
    await app.mine.ask('POST', '/contacts', { email, lists: [listId], consent });
    const path = `/campaigns/${draft.body.id}/why?email=${email}`;
    expect((await app.mine.ask('GET', path)).body).toMatchObject({ goes: true, listId, notMeant: null, stops: [] });
    await app.mine.ask('POST', '/suppressions', {
      email,
      scope: 'marketing',
      reason: 'complaint',
      note: 'letter of May',
    });
    const told = await app.mine.ask('GET', path);
    expect(told.body).toMatchObject({
      goes: false,
      stops: [{ stop: 'suppressed-marketing', reason: 'complaint', source: 'api', note: 'letter of May' }],
    });
    expect((await app.theirs.ask('GET', path)).status).toBe(404);
    expect((await app.mine.ask('GET', `/campaigns/${draft.body.id}/why?email=nonsense`)).status).toBe(400);
  });
});

describe('GET /suppressions', () => {
  it('finds what stands against an address, and only in this workspace', async () => {
    const email = 'found@example.jp';
    await app.mine.ask('POST', '/suppressions', { email, scope: 'all', reason: 'complaint' });
    const mine = await app.mine.ask('GET', `/suppressions?email=${email}`);
    expect(mine.body.items.map((one) => [one.scope, one.reason])).toEqual([['all', 'complaint']]);
    expect((await app.theirs.ask('GET', `/suppressions?email=${email}`)).body.items).toEqual([]);
    expect(mine.text).not.toContain('found@');
  });

  it('pages through all of them', async () => {
    const client = await app.newClient('pages');
    for (const n of [1, 2, 3])
      await client.ask('POST', '/suppressions', { email: `p${n}@example.jp`, scope: 'all', reason: 'manual' });
    const first = await client.ask('GET', '/suppressions?limit=2');
    const second = await client.ask('GET', `/suppressions?limit=2&cursor=${first.body.nextCursor}`);
    expect([first.body.items.length, second.body.items.length, second.body.nextCursor]).toEqual([2, 1, null]);
  });

  it('tells by whom it was lifted, and the contact who has the address; newest first and by state where asked', async () => {
    const client = await app.newClient('states');
    const contact = await client.ask('POST', '/contacts', { email: 'one@example.jp' });
    for (const email of ['one@example.jp', 'two@example.jp'])
      await client.ask('POST', '/suppressions', { email, scope: 'all', reason: 'manual' });
    const all = await client.ask('GET', '/suppressions?order=newest');
    expect(all.body.items.map(({ contactId }) => contactId)).toEqual([null, contact.body.id]);
    await client.ask('DELETE', `/suppressions/${all.body.items[0]?.id}`, { reason: 'mistaken' });
    const lifted = await client.ask('GET', '/suppressions?state=lifted');
    expect(lifted.body.items).toMatchObject([{ liftedBy: 'key of states', liftReason: 'mistaken' }]);
    expect((await client.ask('GET', '/suppressions?state=standing')).body.items).toHaveLength(1);
  });

  it('refuses what is no address', async () => {
    const answer = await app.mine.ask('GET', '/suppressions?email=nonsense');
    expect([answer.status, answer.body.errors[0]?.parameter]).toEqual([400, 'email']);
  });
});

describe('DELETE /suppressions/:id', () => {
  it('lifts with a reason, by the name of the key, and keeps the row as history', async () => {
    const made = await app.mine.ask('POST', '/suppressions', {
      email: 'lift@example.jp',
      scope: 'marketing',
      reason: 'manual',
    });
    const path = `/suppressions/${made.body.id}`;
    expect((await app.mine.ask('DELETE', path, { reason: ' asked by telephone ' })).status).toBe(204);
    const { items } = (await app.mine.ask('GET', '/suppressions?email=lift@example.jp')).body;
    expect(items[0]).toMatchObject({ liftReason: 'asked by telephone', liftedAt: expect.any(String) });
    const event = await app.db
      .selectFrom('events')
      .select('details')
      .where('kind', '=', 'lifted')
      .orderBy('id', 'desc')
      .executeTakeFirstOrThrow();
    expect(event.details).toMatchObject({ by: 'key of mine', reason: 'asked by telephone' });
    expect((await app.mine.ask('DELETE', path, { reason: 'again' })).status).toBe(404);
  });

  it('refuses a lift without a reason in words, and one of another workspace', async () => {
    const made = await app.mine.ask('POST', '/suppressions', {
      email: 'stay@example.jp',
      scope: 'all',
      reason: 'manual',
    });
    const path = `/suppressions/${made.body.id}`;
    expect((await app.mine.ask('DELETE', path, { reason: '  ' })).status).toBe(422);
    expect((await app.mine.ask('DELETE', path, {})).status).toBe(422);
    expect((await app.mine.ask('DELETE', path)).status).toBe(415);
    expect((await app.theirs.ask('DELETE', path, { reason: 'x' })).status).toBe(404);
    expect((await app.mine.ask('GET', '/suppressions?email=stay@example.jp')).body.items[0]?.liftedAt).toBeNull();
  });
});
