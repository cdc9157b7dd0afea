import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { type Answer, startTestApp, type TestApp } from '../testing.ts';

let app: TestApp;
let list: string;
beforeAll(async () => {
  app = await startTestApp();
  list = (await app.mine.ask('POST', '/lists', { name: '月刊たより' })).body.id;
  const consent = { basis: 'consent', source: 'test' };
  for (const [email, plan] of [
    ['a@example.jp', 'Ｇold'],
    ['b@example.jp', 'silver'],
  ]) {
    await app.mine.ask('POST', '/contacts', { email, fields: { plan, name: '花子' }, lists: [list], consent });
  }
  await app.mine.ask('POST', '/contacts', { email: 'c@example.jp', fields: { plan: 'gold' } });
});
afterAll(() => app.close());

const planIs = (value: string) => ({ kind: 'all', of: [{ kind: 'text', field: 'plan', is: 'equal', value }] });
const json = ({ text }: Answer): unknown => JSON.parse(text);

async function kept(name = '優良顧客', rule: object = planIs('gold')): Promise<string> {
  const made = await app.mine.ask('POST', '/segments', { name, rule });
  expect(made.status).toBe(201);
  return made.body.id;
}

describe('POST /segments', () => {
  it('keeps a segment, and shows it as it was given', async () => {
    const rule = {
      kind: 'any',
      of: [
        { kind: 'list', list, is: 'active' },
        { kind: 'all', of: [{ kind: 'date-within', field: 'renewal', is: 'coming', days: 30 }] },
      ],
    };
    const made = await app.mine.ask('POST', '/segments', { name: '<script>alert(1)</script>', rule });
    expect(made.body.id).toMatch(/^seg_[0-9a-z]{13}$/);
    expect(json(made)).toMatchObject({ name: '<script>alert(1)</script>', rule });
    expect((await app.mine.ask('GET', `/segments/${made.body.id}`)).body).toEqual(made.body);
    expect((await app.theirs.ask('GET', `/segments/${made.body.id}`)).status).toBe(404);
  });

  it('points at the faulty condition', async () => {
    const faulty = (...of: unknown[]) =>
      app.mine.ask('POST', '/segments', { name: 'x', rule: { kind: 'all', of: [...of] } });
    const pointers = async (answer: Promise<Answer>) => {
      const { status, body } = await answer;
      return [status, ...body.errors.map(({ pointer }) => pointer)];
    };
    const filled = { kind: 'filled', field: 'plan', is: true };
    expect(await pointers(faulty(filled, { kind: 'date', field: 'x', is: 'on', value: '31.1.2026' }))).toEqual([
      422,
      '/rule/of/1/value',
    ]);
    expect(await pointers(faulty({ kind: 'any', of: [{ ...filled, or: 1 }] }))).toEqual([422, '/rule/of/0/of/0/or']);
    expect(await pointers(faulty({ kind: 'nothing' }))).toEqual([422, '/rule/of/0/kind']);
    const theirs = (await app.theirs.ask('POST', '/lists', { name: 'theirs' })).body.id;
    expect(await pointers(faulty(filled, { kind: 'list', list: theirs, is: 'active' }))).toEqual([
      422,
      '/rule/of/1/list',
    ]);
  });
});

describe('PATCH /segments/:id', () => {
  it('changes what is named, and nothing of another workspace', async () => {
    const id = await kept();
    expect((await app.mine.ask('PATCH', `/segments/${id}`, { name: '上得意' })).body.name).toBe('上得意');
    expect((await app.theirs.ask('PATCH', `/segments/${id}`, { name: 'x' })).status).toBe(404);
    expect(
      (await app.mine.ask('PATCH', `/segments/${id}`, { rule: { kind: 'all', of: [] } })).body.errors,
    ).toMatchObject([{ pointer: '/rule/of' }]);
  });
});

describe('PATCH /segments/:id, by two people', () => {
  it('refuses a change upon a state that is no more, names who changed it, and takes it upon what stands now', async () => {
    const id = await kept();
    const read = async () => json(await app.mine.ask('GET', `/segments/${id}`));
    const { updatedAt: basedOn } = z.object({ updatedAt: z.string() }).parse(await read());
    const first = await app.mine.ask('PATCH', `/segments/${id}`, { name: '上得意', basedOn });
    expect(first.status).toBe(200);
    const late = await app.mine.ask('PATCH', `/segments/${id}`, { name: 'x', basedOn });
    const { editedBy, updatedAt } = z
      .object({ editedBy: z.string().min(1), updatedAt: z.string() })
      .parse(await read());
    expect([late.status, late.headers.get('content-type')]).toEqual([
      409,
      expect.stringContaining('application/problem+json'),
    ]);
    expect(json(late)).toMatchObject({
      type: expect.stringMatching(/edited-meanwhile$/),
      code: 'edited-meanwhile',
      values: { who: editedBy, at: updatedAt },
      detail: expect.stringContaining(editedBy),
    });
    expect(await read()).toEqual(json(first));
    expect((await app.mine.ask('PATCH', `/segments/${id}`, { name: 'x', basedOn: updatedAt })).status).toBe(200);
    expect((await app.mine.ask('PATCH', `/segments/${id}`, { name: 'y' })).status).toBe(200);
    const wrong = await app.mine.ask('PATCH', `/segments/${id}`, { name: 'y', basedOn: 'yesterday' });
    expect([wrong.status, wrong.body.errors[0]?.pointer]).toEqual([422, '/basedOn']);
  });
});

describe('POST /segments/look', () => {
  it('counts whom a rule holds, whom of them a letter reaches, and shows some, of this workspace alone', async () => {
    const look = await app.mine.ask('POST', '/segments/look', { rule: planIs('GOLD') });
    expect(json(look)).toMatchObject({
      people: 3,
      held: 2,
      reachable: 1,
      sample: [{ email: 'c@example.jp' }, { email: 'a@example.jp', name: '花子' }],
    });
    expect(json(await app.theirs.ask('POST', '/segments/look', { rule: planIs('gold') }))).toMatchObject({ held: 0 });
    const strange = { kind: 'all', of: [{ kind: 'list', list, is: 'active' }] };
    expect((await app.theirs.ask('POST', '/segments/look', { rule: strange })).body.errors).toMatchObject([
      { pointer: '/rule/of/0/list' },
    ]);
  });
});

describe('DELETE /segments/:id', () => {
  it('refuses while a draft is meant for it, naming the draft, and takes it away once none is', async () => {
    const id = await kept();
    const from = { name: '飛脚', email: 'news@demo.example' };
    const draft = { name: '秋のたより', lists: [list], exclude: [id], from, subject: 'x' };
    const { body: campaign } = await app.mine.ask('POST', '/campaigns', draft);
    const refused = await app.mine.ask('DELETE', `/segments/${id}`);
    expect([refused.status, refused.body.detail]).toEqual([409, expect.stringContaining('"秋のたより"')]);
    expect((await app.theirs.ask('DELETE', `/segments/${id}`)).status).toBe(404);
    await app.mine.ask('PATCH', `/campaigns/${campaign.id}`, { exclude: [] });
    expect((await app.mine.ask('DELETE', `/segments/${id}`)).status).toBe(204);
    expect((await app.mine.ask('GET', `/segments/${id}`)).status).toBe(404);
  });
});

describe('a campaign', () => {
  it('names segments, and excludes lists and segments alike', async () => {
    const [gold, silver] = [await kept(), await kept('銀', planIs('silver'))];
    const other = (await app.mine.ask('POST', '/lists', { name: 'other' })).body.id;
    const from = { name: '飛脚', email: 'news@demo.example' };
    const values = { name: 'x', lists: [list], segments: [gold], exclude: [silver, other], from, subject: 'x' };
    const made = await app.mine.ask('POST', '/campaigns', values);
    expect(json(made)).toMatchObject({ lists: [list], segments: [gold], exclude: [other, silver] });
    const changed = await app.mine.ask('PATCH', `/campaigns/${made.body.id}`, { exclude: [silver] });
    expect(json(changed)).toMatchObject({ segments: [gold], exclude: [silver] });
    const wrong = await app.mine.ask('POST', '/campaigns', { ...values, exclude: ['cmp_0000000000000'] });
    expect(wrong.body.errors).toMatchObject([{ pointer: '/exclude/0' }]);
    const theirs = await app.theirs.ask('POST', '/campaigns', { ...values, lists: [], exclude: [] });
    expect(theirs.body.errors).toMatchObject([{ pointer: '/segments' }]);
  });

  it('is counted live, with who stays out', async () => {
    const [gold, silver] = [await kept(), await kept('銀', planIs('silver'))];
    const counted = async (audience: object) =>
      json(await app.mine.ask('POST', '/audiences/count', { lists: [list], ...audience }));
    expect(await counted({ segments: [gold] })).toMatchObject({ reached: 1, outsideSegments: 1, inExcludedSegment: 0 });
    expect(await counted({ exclude: [silver] })).toMatchObject({
      reached: 1,
      outsideSegments: 0,
      inExcludedSegment: 1,
    });
    const unknown = await app.theirs.ask('POST', '/audiences/count', { lists: [], segments: [gold] });
    expect(unknown.body.errors).toMatchObject([{ pointer: '/segments' }]);
  });
});

describe('POST /campaigns/:id/follow-up', () => {
  it('makes a draft for a segment once the campaign is over, and 409 before', async () => {
    const from = { name: '飛脚', email: 'news@demo.example' };
    const made = await app.mine.ask('POST', '/campaigns', { name: '秋のたより', lists: [list], from, subject: '秋' });
    const follow = (body: object, client = app.mine) =>
      client.ask('POST', `/campaigns/${made.body.id}/follow-up`, body);
    expect((await follow({ letters: ['bounced'] })).status).toBe(409);
    await app.deps.db.updateTable('campaigns').set({ status: 'finished' }).where('name', '=', '秋のたより').execute();
    const followed = await follow({ letters: ['bounced', 'failed'], name: '再送', segmentName: '届かなかった人' });
    expect(followed.status).toBe(201);
    const { segments, ...draft } = z
      .object({ segments: z.array(z.string()) })
      .loose()
      .parse(json(followed));
    expect(draft).toMatchObject({ name: '再送', status: 'draft', subject: '秋', lists: [list] });
    expect(json(await app.mine.ask('GET', `/segments/${segments[0]}`))).toMatchObject({
      name: '届かなかった人',
      rule: { kind: 'all', of: [{ kind: 'letter', campaign: made.body.id, is: ['bounced', 'failed'] }] },
    });
    expect((await follow({ letters: [] })).body.errors).toMatchObject([{ pointer: '/letters' }]);
    expect((await follow({ letters: ['bounced'] }, app.theirs)).status).toBe(404);
  });
});
