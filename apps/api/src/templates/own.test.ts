import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import { startTestApp, type TestApp } from '../testing.ts';

let app: TestApp;
beforeAll(async () => {
  app = await startTestApp();
});
afterAll(() => app.close());

const around = (words: string) =>
  `<mjml><mj-body><mj-section><mj-column><mj-text>${words}</mj-text></mj-column></mj-section></mj-body></mjml>`;
const own = {
  name: '秋の型',
  locale: 'ja',
  subject: '{{data.title}}',
  mjml: around('{{data.title}} {{contact.name}} 様'),
};
const made = async (values: object = {}) =>
  (await app.mine.ask('POST', '/templates/own', { ...own, data: { title: '見本' }, ...values })).body.id;
const read = async (path: string) => JSON.parse((await app.mine.ask('GET', `/templates/own${path}`)).text);
const change = (id: string, values: object) => app.mine.ask('PATCH', `/templates/own/${id}`, values);
/** As if nobody had touched it for a while. */
const rest = (id: string) =>
  sql`update templates set updated_at = updated_at - interval '11 minutes'`.execute(app.db).then(() => id);

describe('POST /templates/own', () => {
  it('keeps a template for this workspace alone', async () => {
    const id = await made();
    expect(await read(`/${id}`)).toMatchObject({ ...own, id, html: null, data: { title: '見本' } });
    expect((await read('')).items[0]).toMatchObject({ id });
    expect((await app.theirs.ask('GET', `/templates/own/${id}`)).status).toBe(404);
    expect((await app.theirs.ask('PATCH', `/templates/own/${id}`, { name: 'x' })).status).toBe(404);
    expect((await app.theirs.ask('GET', '/templates/own')).body.items).toEqual([]);
  });

  it('refuses two bodies at once', async () => {
    const refused = await app.mine.ask('POST', '/templates/own', { ...own, html: '<p>x</p>' });
    expect([refused.status, refused.body.errors[0]?.pointer]).toEqual([422, '/html']);
  });

  it('makes campaigns whose letters say what it says', async () => {
    const id = await made();
    const from = { name: '', email: 'news@demo.example' };
    const draft = { name: 'x', lists: [], from, subject: '{{data.title}}', template: id, locale: 'ja' };
    const campaign = await app.mine.ask('POST', '/campaigns', { ...draft, data: { title: '冬' } });
    expect(campaign.body).toMatchObject({ template: id });
    const seen = await app.mine.ask('GET', `/campaigns/${campaign.body.id}/preview`);
    expect([seen.body.subject, seen.text.includes('[name] 様')]).toEqual(['冬', true]);
    expect((await app.mine.ask('DELETE', `/templates/own/${id}`)).status).toBe(204);
    expect((await app.mine.ask('DELETE', `/templates/own/${id}`)).status).toBe(404);
    expect((await app.mine.ask('GET', `/campaigns/${campaign.body.id}/preview`)).body.subject).toBe('冬');
  });
});

describe('PATCH /templates/own/:id', () => {
  it('keeps what a template was for a while as a version, and what was written in one go as none', async () => {
    const id = await made();
    await change(id, { subject: 'a' });
    await change(id, { subject: 'ab' });
    expect((await read(`/${id}/versions`)).items).toEqual([]);
    await rest(id);
    await change(id, { subject: 'c' });
    await rest(id);
    await change(id, { subject: 'd', preheader: 'x' });
    expect((await read(`/${id}/versions`)).items).toMatchObject([
      { version: 2, subject: 'c' },
      { version: 1, subject: 'ab' },
    ]);
    await change(id, { preheader: null, mjml: null, text: 'plain' });
    expect(await read(`/${id}`)).toMatchObject({ subject: 'd', preheader: null, mjml: null, text: 'plain' });
  });
});

describe('PATCH /templates/own/:id, by two people', () => {
  it('refuses a change upon a state that is no more, names who changed it, and writes nothing', async () => {
    const id = await made();
    const { updatedAt: basedOn } = await read(`/${id}`);
    expect((await change(id, { subject: 'theirs', basedOn })).status).toBe(200);
    const late = await change(id, { subject: 'mine', basedOn });
    const now = await read(`/${id}`);
    expect(late.status).toBe(409);
    expect(JSON.parse(late.text)).toMatchObject({
      type: expect.stringMatching(/edited-meanwhile$/),
      code: 'edited-meanwhile',
      values: { who: now.editedBy, at: now.updatedAt },
    });
    expect(now).toMatchObject({ subject: 'theirs', editedBy: expect.stringMatching(/./) });
    expect((await change(id, { subject: 'mine', basedOn: now.updatedAt })).status).toBe(200);
    expect((await change(id, { subject: 'whoever', basedOn: undefined })).status).toBe(200);
  });

  it('takes one of many changes made upon the same state', async () => {
    const id = await made();
    const { updatedAt: basedOn } = await read(`/${id}`);
    const subjects = Array.from({ length: 12 }, (_, n) => `subject ${n}`);
    const answers = await Promise.all(subjects.map((subject) => change(id, { subject, basedOn })));
    const statuses = answers.map(({ status }) => status).toSorted((a, b) => a - b);
    expect(statuses).toEqual([200, ...Array.from({ length: 11 }, () => 409)]);
    const taken = subjects[answers.findIndex(({ status }) => status === 200)];
    expect(await read(`/${id}`)).toMatchObject({ subject: taken });
  });

  it('keeps what is written over as a version where that is asked for, however short it stood', async () => {
    const id = await made();
    await change(id, { subject: 'theirs' });
    await change(id, { subject: 'mine', keepVersion: true });
    await change(id, { subject: 'mine, too' });
    expect((await read(`/${id}/versions`)).items).toMatchObject([{ version: 1, subject: 'theirs' }]);
    await app.mine.ask('POST', `/templates/own/${id}/restore`, { version: 1 });
    expect(await read(`/${id}`)).toMatchObject({ subject: 'theirs' });
  });
});

describe('POST /templates/own/:id/restore', () => {
  it('brings a version back and loses nothing by it', async () => {
    const id = await rest(await made());
    await change(id, { subject: 'new', data: {} });
    const back = await app.mine.ask('POST', `/templates/own/${id}/restore`, { version: 1 });
    expect(back.body).toMatchObject({ subject: own.subject, data: { title: '見本' } });
    expect((await read(`/${id}/versions`)).items[0]).toMatchObject({ version: 2, subject: 'new' });
    expect((await app.mine.ask('POST', `/templates/own/${id}/restore`, { version: 9 })).status).toBe(404);
    expect((await app.theirs.ask('POST', `/templates/own/${id}/restore`, { version: 1 })).status).toBe(404);
  });
});

describe('GET /templates/own/:id/sample', () => {
  it('writes the letter of its own data, and says what is wrong by its line', async () => {
    const id = await made();
    expect(await read(`/${id}/sample`)).toMatchObject({ subject: '見本' });
    const page = await app.mine.ask('GET', `/templates/own/${id}/sample/page?scheme=dark`);
    expect(page.headers.get('content-security-policy')).toMatch(/^sandbox allow-popups; default-src 'none';/);
    await change(id, { mjml: around('\n{{nothing}}') });
    const refused = await app.mine.ask('GET', `/templates/own/${id}/sample`);
    expect([refused.status, refused.body.errors[0]?.line]).toEqual([422, 2]);
  });
});
