import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { prepare } from '@hikyaku/campaigns';
import { parseId } from '@hikyaku/database';
import { sql } from 'kysely';
import { type Answer, startTestApp, type TestApp } from '../testing.ts';

let app: TestApp;
let listId: string;
beforeAll(async () => {
  app = await startTestApp();
  listId = (await app.mine.ask('POST', '/lists', { name: '月刊たより' })).body.id;
  for (const email of ['a@example.jp', 'b@example.jp', 'c@example.jp']) {
    const consent = { basis: 'consent', source: 'test' };
    await app.mine.ask('POST', '/contacts', { email, fields: { name: email }, lists: [listId], consent });
  }
});
afterAll(() => app.close());

const draft = () => ({
  name: '創刊号',
  lists: [listId],
  from: { name: '飛脚', email: 'news@demo.example' },
  subject: '創刊号をお届けします',
  text: 'こんにちは {{contact.name}} 様 {{unsubscribe_url}}',
});
const made = async (changes: object = {}): Promise<string> => {
  const answer = await app.mine.ask('POST', '/campaigns', { ...draft(), ...changes });
  expect(answer.status).toBe(201);
  return answer.body.id;
};
const idOf = (campaign: string) => parseId('campaign', campaign) ?? '';
const freeze = (campaign: string) =>
  prepare({ db: app.db, wake: async () => {}, isSound: async () => true }, idOf(campaign));
const started = async (): Promise<string> => {
  const id = await made();
  expect((await app.mine.ask('POST', `/campaigns/${id}/schedule`, { at: 'now' })).status).toBe(200);
  await freeze(id);
  return id;
};
const pointers = (answer: Answer) => answer.body.errors.map((error) => error.pointer);

describe('POST /campaigns', () => {
  it('makes a draft in the shape of the contract', async () => {
    const id = await made({
      template: 'newsletter',
      text: undefined,
      data: { headline: 'x' },
      locale: 'ja',
      replyTo: 'me@demo.example',
    });
    const found = await app.mine.ask('GET', `/campaigns/${id}`);
    expect(found.body).toMatchObject({
      status: 'draft',
      name: '創刊号',
      lists: [listId],
      counts: { targeted: 0, queued: 0 },
    });
    expect(JSON.parse(found.text)).toMatchObject({ template: 'newsletter', locale: 'ja', class: 'marketing' });
  });

  const injection = 'x\r\nBcc: victim@example.jp';
  it.each([
    [{ name: injection }, '/name'],
    [{ from: { name: injection, email: 'a@demo.example' } }, '/from/name'],
    [{ from: { name: 'x', email: `a@demo.example\r\nBcc: v@example.jp` } }, '/from/email'],
    [{ replyTo: `a@demo.example\nBcc: v@example.jp` }, '/replyTo'],
    [{ subject: injection }, '/subject'],
    [{ subject: 'a\u0000b' }, '/subject'],
    [{ preheader: injection }, '/preheader'],
    [{ lists: ['lst_0000000000000'] }, '/lists'],
    [{ lists: ['cmp_0000000000000'] }, '/lists/0'],
    [{ class: 'spam' }, '/class'],
    [{ template: 'tpl_x' }, '/template'],
    [{ html: 'a', mjml: 'b' }, '/html'],
    [{ data: { a: 'x\u0000' } }, '/data/a'],
    [{ status: 'sending' }, '/status'],
  ])('refuses %j at %s (R5322-4)', async (change, pointer) => {
    const answer = await app.mine.ask('POST', '/campaigns', { ...draft(), ...change });
    expect(answer.status).toBe(422);
    expect(pointers(answer)).toContain(pointer);
  });

  it('refuses lists of another workspace', async () => {
    const answer = await app.theirs.ask('POST', '/campaigns', draft());
    expect([answer.status, pointers(answer)]).toEqual([422, ['/lists']]);
  });
});

describe('PATCH /campaigns/:id', () => {
  it('changes a draft: what is left out stays, null takes away', async () => {
    const id = await made({ preheader: 'p', replyTo: 'me@demo.example' });
    const changed = await app.mine.ask('PATCH', `/campaigns/${id}`, { subject: 'neu', preheader: null });
    expect(JSON.parse(changed.text)).toMatchObject({
      subject: 'neu',
      preheader: null,
      replyTo: 'me@demo.example',
      name: '創刊号',
    });
  });

  it('refuses with 409 once the content is frozen, and says what can be done', async () => {
    const id = await started();
    const answer = await app.mine.ask('PATCH', `/campaigns/${id}`, { subject: 'late' });
    expect(answer.status).toBe(409);
    expect(answer.body.detail).toMatch(/cannot be changed; .+/);
  });
});

describe('GET /campaigns', () => {
  it('pages newest first, and only of this workspace', async () => {
    const ids = [await made(), await made(), await made()];
    const first = await app.mine.ask('GET', '/campaigns?limit=2');
    expect(first.body.items.map((one) => one.id)).toEqual([ids[2], ids[1]]);
    const second = await app.mine.ask('GET', `/campaigns?limit=1&cursor=${first.body.nextCursor}`);
    expect(second.body.items[0]?.id).toBe(ids[0]);
    expect((await app.theirs.ask('GET', '/campaigns')).body.items).toEqual([]);
  });
});

describe('POST /campaigns/:id/schedule', () => {
  it('freezes, reminds the senders, and answers with the time', async () => {
    const id = await made();
    const answer = await app.mine.ask('POST', `/campaigns/${id}/schedule`, { at: '2999-01-01T09:00:00+09:00' });
    expect(answer.body).toMatchObject({ status: 'scheduled', at: '2999-01-01T00:00:00.000Z' });
    expect(app.reminded).toContain(idOf(id));
  });

  it.each([
    ['2020-01-01T00:00:00Z', /past/],
    ['tomorrow', /.+/],
    ['2999-01-01', /.+/],
  ])('refuses the time %s', async (at, sentence) => {
    const answer = await app.mine.ask('POST', `/campaigns/${await made()}/schedule`, { at });
    expect([answer.status, pointers(answer)]).toEqual([422, ['/at']]);
    expect(answer.body.errors[0]?.detail).toMatch(sentence);
  });

  it('takes an hour of each person’s own clock, and tells when its audience is frozen', async () => {
    const id = await made();
    const answer = await app.mine.ask('POST', `/campaigns/${id}/schedule`, { localAt: '2999-01-01T10:00' });
    expect(JSON.parse(answer.text)).toMatchObject({ at: '2998-12-31T19:45:00.000Z', localAt: '2999-01-01T10:00' });
    const shown = await app.mine.ask('GET', `/campaigns/${id}`);
    expect(JSON.parse(shown.text)).toMatchObject({ status: 'scheduled', localAt: '2999-01-01T10:00', departures: [] });
  });

  it.each([
    [{ localAt: '2999-01-01T10:00+09:00' }, '/localAt'],
    [{ localAt: '2999-02-30T10:00' }, '/localAt'],
    [{ localAt: '2020-01-01T10:00' }, '/localAt'],
    [{ localAt: '2999-01-01T10:00', at: 'now' }, '/at'],
    [{}, '/at'],
  ])('refuses %j at %s', async (body, pointer) => {
    const answer = await app.mine.ask('POST', `/campaigns/${await made()}/schedule`, body);
    expect([answer.status, pointers(answer)]).toEqual([422, [pointer]]);
  });

  it('tells beforehand when it would leave for whom, and the earliest hour that can be chosen', async () => {
    const path = `/campaigns/${await made()}/departures`;
    const plan = JSON.parse((await app.mine.ask('GET', `${path}?localAt=2999-01-01T10:00`)).text);
    expect(plan).toEqual({
      earliest: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d$/),
      departures: [{ zone: 'Asia/Tokyo', at: '2999-01-01T01:00:00.000Z', people: 3 }],
    });
    expect((await app.mine.ask('GET', `${path}?localAt=soon`)).status).toBe(400);
    expect((await app.theirs.ask('GET', `${path}?localAt=2999-01-01T10:00`)).status).toBe(404);
  });

  it('tells the line and column of a template that does not compile', async () => {
    const id = await made({ text: undefined, html: '<p>one</p>\n<p>{{#if contact.name}}</p>' });
    const answer = await app.mine.ask('POST', `/campaigns/${id}/schedule`, { at: 'now' });
    expect(answer.status).toBe(422);
    expect(answer.body.errors[0]).toMatchObject({ pointer: '/html', line: expect.any(Number) });
  });

  it('refuses an unknown placeholder before anybody gets a letter', async () => {
    const id = await made({ text: 'Hi {{contact.nmae}} {{data.nothing}}' });
    const answer = await app.mine.ask('POST', `/campaigns/${id}/schedule`, { at: 'now' });
    expect(answer.status).toBe(422);
    expect(answer.text).toMatch(/nmae|nothing/);
  });

  it('allows a From domain without a key on loopback, with a warning, and refuses it for a public address', async () => {
    const id = await made();
    const local = await app.mine.ask('POST', `/campaigns/${id}/schedule`, { at: 'now' });
    expect(local.body.warnings.map((one) => one.pointer)).toContain('/from/email');
    const open = await startTestApp({ publicUrl: 'https://mail.example.com' });
    const list = (await open.mine.ask('POST', '/lists', { name: 'x' })).body.id;
    const campaign = (await open.mine.ask('POST', '/campaigns', { ...draft(), lists: [list] })).body.id;
    const refused = await open.mine.ask('POST', `/campaigns/${campaign}/schedule`, { at: 'now' });
    expect(refused.status).toBe(422);
    expect(pointers(refused)).toContain('/from/email');
    await open.close();
  });
});

describe('POST /campaigns/:id/pause, resume and cancel', () => {
  it('go through the lifecycle, and refuse with 409 what it does not allow', async () => {
    const id = await started();
    const path = `/campaigns/${id}`;
    expect((await app.mine.ask('POST', `${path}/pause`)).body).toMatchObject({ status: 'paused' });
    expect((await app.mine.ask('POST', `${path}/resume`)).body).toEqual({ status: 'sending' });
    const again = await app.mine.ask('POST', `${path}/resume`);
    expect([again.status, again.body.type]).toEqual([409, '/problems/conflict']);
    expect(JSON.parse(again.text)).toMatchObject({
      code: 'campaign-status',
      values: { status: 'sending', verb: 'resume' },
    });
    const cancelled = await app.mine.ask('POST', `${path}/cancel`);
    expect([cancelled.status, cancelled.body.status]).toEqual([202, 'cancelling']);
    expect((await app.mine.ask('POST', `${path}/resume`)).status).toBe(409);
    expect((await app.mine.ask('POST', `/campaigns/${await made()}/pause`)).status).toBe(409);
  });

  it('pauses with 202 while a letter stays on the wire', async () => {
    const id = await started();
    await sql`update deliveries set state = 'attempting' where campaign_id = ${idOf(id)}`.execute(app.db);
    const paused = await app.mine.ask('POST', `/campaigns/${id}/pause`);
    expect(paused.status).toBe(202);
    expect(paused.body.onTheWire).toBe(3);
  });
});

describe('GET /campaigns/:id', () => {
  it('shows books that balance', async () => {
    await app.mine.ask('POST', '/suppressions', {
      email: 'b@example.jp',
      scope: 'list',
      listId,
      reason: 'unsubscribed',
    });
    await app.mine.ask('POST', '/contacts', {
      email: 'd@example.jp',
      lists: [listId],
      consent: { basis: 'consent', source: 't' },
      fields: { name: 'd' },
    });
    await app.mine.ask('POST', '/suppressions', { email: 'd@example.jp', scope: 'all', reason: 'complaint' });
    const { body } = await app.mine.ask('GET', `/campaigns/${await started()}`);
    expect(body).toMatchObject({
      status: 'sending',
      counts: { targeted: 3, queued: 2, withheld: 1 },
      excluded: { left: 1 },
    });
  });
});

describe('GET /campaigns/:id/deliveries', () => {
  it('tells what happened to each letter, by state and by page', async () => {
    const id = await started();
    const withheld = await app.mine.ask('GET', `/campaigns/${id}/deliveries?state=withheld`);
    expect(withheld.body.items).toEqual([
      expect.objectContaining({ email: 'd@example.jp', reason: 'suppressed-all', attempts: 0 }),
    ]);
    const seen: string[] = [];
    for (let cursor: string | null = ''; cursor !== null; ) {
      const page = await app.mine.ask('GET', `/campaigns/${id}/deliveries?limit=1${cursor && `&cursor=${cursor}`}`);
      seen.push(...page.body.items.map((one) => one.email));
      cursor = page.body.nextCursor;
    }
    expect(seen.sort()).toEqual(['a@example.jp', 'c@example.jp', 'd@example.jp']);
  });

  it('refuses states and cursors that are none', async () => {
    const id = await started();
    for (const query of ['state=sent', 'cursor=dlv_x', 'cursor=cmp_0000000000000']) {
      expect((await app.mine.ask('GET', `/campaigns/${id}/deliveries?${query}`)).status).toBe(400);
    }
  });
});

describe('POST /campaigns/:id/deliveries/resolve', () => {
  it('carries out a decision on uncertain letters, by the name of the key', async () => {
    const id = await started();
    await sql`update deliveries set state = 'uncertain' where campaign_id = ${idOf(id)} and state = 'queued'`.execute(
      app.db,
    );
    await sql`
      insert into exceptions (campaign_id, address_key, letter_no, kind)
      select campaign_id, address_key, letter_no, 'uncertain' from deliveries where campaign_id = ${idOf(id)} and state = 'uncertain'
    `.execute(app.db);
    const uncertain = await app.mine.ask('GET', `/campaigns/${id}/deliveries?state=uncertain`);
    const [first] = uncertain.body.items;
    const path = `/campaigns/${id}/deliveries/resolve`;
    const one = await app.mine.ask('POST', path, { state: 'uncertain', action: 'accept', ids: [first?.id] });
    expect(one.body).toEqual({ letters: 1, stillOnTheWire: 0 });
    const rest = await app.mine.ask('POST', path, { state: 'uncertain', action: 'resend' });
    expect(rest.body.letters).toBe(1);
    const { counts } = (await app.mine.ask('GET', `/campaigns/${id}`)).body;
    expect(counts).toMatchObject({ accepted: 1, queued: 1, uncertain: 0 });
    const other = await started();
    const strange = await app.mine.ask('POST', `/campaigns/${other}/deliveries/resolve`, {
      state: 'uncertain',
      action: 'accept',
      ids: [first?.id],
    });
    expect([strange.status, pointers(strange)]).toEqual([422, ['/ids/0']]);
  });

  it('decides nothing but uncertain letters', async () => {
    const path = `/campaigns/${await started()}/deliveries/resolve`;
    expect((await app.mine.ask('POST', path, { state: 'bounced', action: 'resend' })).status).toBe(422);
  });
});

describe('POST /campaigns/:id/test', () => {
  it('sends marked copies once, also when repeated under one key', async () => {
    const id = await made();
    const headers = { 'idempotency-key': 'test-1' };
    const sent = await app.mine.ask('POST', `/campaigns/${id}/test`, { to: ['me@example.jp'] }, headers);
    expect(sent.status).toBe(202);
    const again = await app.mine.ask('POST', `/campaigns/${id}/test`, { to: ['me@example.jp'] }, headers);
    expect(again.text).toBe(sent.text);
    const letters = await app.db
      .selectFrom('stream_letters')
      .select('subject')
      .where('email', '=', 'me@example.jp')
      .execute();
    expect(letters).toHaveLength(1);
    expect(letters[0]?.subject).toContain('テスト');
  });

  it.each([[[]], [['nonsense']], [['a@example.jp\r\nBcc: b@example.jp']]])('refuses %j', async (to) => {
    const answer = await app.mine.ask('POST', `/campaigns/${await made()}/test`, { to });
    expect(answer.status).toBe(422);
    expect(pointers(answer)[0]).toMatch(/^\/to/);
  });
});

describe('campaigns of another workspace', () => {
  it.each([
    ['GET', '', undefined],
    ['PATCH', '', { subject: 'x' }],
    ['POST', '/schedule', { at: 'now' }],
    ['POST', '/pause', undefined],
    ['POST', '/resume', undefined],
    ['POST', '/cancel', undefined],
    ['POST', '/test', { to: ['a@example.jp'] }],
    ['GET', '/deliveries', undefined],
    ['POST', '/deliveries/resolve', { state: 'uncertain', action: 'resend' }],
  ])('are not found: %s %s', async (method, verb, body) => {
    const id = await made();
    expect((await app.theirs.ask(method, `/campaigns/${id}${verb}`, body)).status).toBe(404);
    expect((await app.mine.ask('GET', `/campaigns/${id}`)).body.status).toBe('draft');
  });
});
