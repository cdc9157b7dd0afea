import { type TestDatabase, testDatabase } from '@hikyaku/database/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { NewDraft } from './draft.ts';
import { findCampaign } from './find-campaign.ts';
import { schedule } from './schedule.ts';
import { makeSenderKey } from './sender-domain.ts';
import { depsFor, join, keyring, newDraft, newList, newWorkspace } from './testing/world.ts';

let test: TestDatabase;
let workspaceId: string;
let list: string;
beforeAll(async () => {
  test = await testDatabase();
  workspaceId = await newWorkspace(test.db);
  list = await newList(test.db, workspaceId);
  await join(test.db, workspaceId, 'hanako@example.com', [list], { fields: { name: '花子', city: '京都' } });
  await join(test.db, workspaceId, 'taro@example.com', [list], { fields: { name: '太郎', city: '' } });
});
afterAll(() => test.drop());

async function attempt(wanted: Partial<NewDraft>, options: { publicUrl?: string; at?: Date | 'now' } = {}) {
  const draft = await newDraft(test.db, workspaceId, [list], wanted);
  const deps = { ...depsFor(test.db), ...(options.publicUrl === undefined ? {} : { publicUrl: options.publicUrl }) };
  const answer = await schedule(deps, workspaceId, draft.id, options.at ?? 'now');
  return { draft, answer };
}

const messages = (found: { field: string; message: string }[]) =>
  found.map(({ field, message }) => `${field}: ${message}`);

async function problems(wanted: Partial<NewDraft>, options: Parameters<typeof attempt>[1] = {}): Promise<string[]> {
  const { draft, answer } = await attempt(wanted, options);
  if (answer.kind !== 'problems') return [];
  expect((await findCampaign(test.db, workspaceId, draft.id))?.status).toBe('draft');
  return messages(answer.problems);
}

async function warnings(wanted: Partial<NewDraft>): Promise<string[]> {
  const { answer } = await attempt(wanted);
  if (answer.kind !== 'scheduled') throw new Error(JSON.stringify(answer));
  return messages(answer.warnings);
}

describe('schedule', () => {
  it('freezes content and data, with an event, and asks for a reminder; nothing that is changed later changes them', async () => {
    const template = await test.db
      .insertInto('templates')
      .values({
        workspace_id: workspaceId,
        name: 'own',
        locale: 'ja',
        source: JSON.stringify({ subject: '題', html: '<html lang="ja"><body>前 {{unsubscribe_url}}</body></html>' }),
      })
      .returning('id')
      .executeTakeFirstOrThrow();
    const draft = await newDraft(test.db, workspaceId, [list], {
      template: { kind: 'own', id: template.id },
      text: undefined,
      subject: '',
    });
    const reminders: string[] = [];
    const deps = {
      ...depsFor(test.db),
      remind: async (id: string, at: Date) => void reminders.push(`${id} ${at.toISOString()}`),
    };
    const at = new Date(Date.now() + 3_600_000);
    expect(await schedule(deps, workspaceId, draft.id, at)).toMatchObject({ kind: 'scheduled', at });
    expect(reminders).toEqual([`${draft.id} ${at.toISOString()}`]);
    await test.db.updateTable('templates').set({ source: '{}' }).where('id', '=', template.id).execute();
    const frozen = await test.db
      .selectFrom('campaign_contents')
      .select(['compiled', 'data'])
      .where('campaign_id', '=', draft.id)
      .executeTakeFirstOrThrow();
    expect(JSON.stringify(frozen.compiled)).toContain('前');
    expect(frozen).toMatchObject({ compiled: { subject: '題' }, data: { season: '秋' } });
  });

  it('schedules also when nobody can be reminded: the row is the truth', async () => {
    const draft = await newDraft(test.db, workspaceId, [list]);
    const deps = { ...depsFor(test.db), remind: async () => Promise.reject(new Error('Redis is away')) };
    expect((await schedule(deps, workspaceId, draft.id, 'now')).kind).toBe('scheduled');
    expect((await findCampaign(test.db, workspaceId, draft.id))?.status).toBe('scheduled');
  });

  it('refuses a time in the past, and a time that is none', async () => {
    expect(await problems({}, { at: new Date(Date.now() - 1_000) })).toEqual([
      expect.stringMatching(/^at: .* is in the past/),
    ]);
    expect(await problems({}, { at: new Date('tomorrow') })).toEqual([
      expect.stringMatching(/^at: The time is no time/),
    ]);
  });

  it('names what is missing: lists, sender, subject, body', async () => {
    expect(await problems({ lists: [] })).toEqual(['lists: Say to whom: name at least one list.']);
    expect(await problems({ from: { name: '', email: '' } })).toEqual([
      expect.stringMatching(/^from.email: Say from whom/),
    ]);
    expect(await problems({ subject: '' })).toEqual([expect.stringMatching(/^subject: /)]);
    expect(await problems({ text: undefined })).toEqual([expect.stringMatching(/has no body/)]);
    expect(await problems({ text: undefined, template: { kind: 'built-in', name: 'none' } })).toEqual([
      expect.stringMatching(/^template: This template does not exist/),
    ]);
  });

  it('tells where a template does not compile, by line and column', async () => {
    const { answer } = await attempt({ text: 'one\ntwo {{#if contact.name}}\n{{unsubscribe_url}}' });
    expect(answer).toMatchObject({ kind: 'problems', problems: [{ field: 'text', line: expect.any(Number) }] });
  });

  it('refuses unknown placeholders: data, workspace and campaign that are not there, a field that nobody has', async () => {
    const found = await problems({
      text: '{{data.sesson}} {{workspace.nmae}} {{campaign.titel}} {{contact.nmae}} {{unsubscribe_url}}',
    });
    for (const name of ['data.sesson', 'workspace.nmae', 'campaign.titel', 'contact.nmae']) {
      expect(found.filter((message) => message.includes(name))).toHaveLength(1);
    }
    expect(found).toHaveLength(4);
  });

  it('warns how many people lack a field that the letter needs, and not of one with a fall-back', async () => {
    const found = await warnings({
      text: '{{contact.name}} {{contact.city}} {{#if contact.age}}{{contact.age}}{{/if}} {{default contact.shoe "?"}} {{unsubscribe_url}}',
    });
    expect(found.filter((message) => message.startsWith('contact'))).toEqual([
      expect.stringMatching(/^contact: 1 of 2 people have no "city" and would get no letter/),
    ]);
  });

  it('does not mistake a field that stands for an address, a day, a number or a list for a missing one', async () => {
    const found = await problems({
      text: undefined,
      html: `<html lang="ja"><body><a href="{{default contact.site 'https://a.example/'}}">x</a>
        {{#if contact.orders}}{{#each contact.orders}}{{this.title}}{{/each}}{{/if}}{{#if contact.since}}{{date contact.since}}{{/if}}
        <a href="{{unsubscribe_url}}">配信停止</a></body></html>`,
    });
    expect(found).toEqual([]);
  });

  it('allows an empty audience, with a warning', async () => {
    expect(await warnings({ lists: [await newList(test.db, workspaceId)] })).toContainEqual(
      expect.stringMatching(/^lists: The lists hold nobody yet/),
    );
  });

  it('warns of a From domain without a key in development, and refuses it where PUBLIC_URL is public, until there is one', async () => {
    const from = { name: 'x', email: 'news@signed.example' };
    expect(await warnings({ from })).toContainEqual(
      expect.stringMatching(/^from.email: signed.example has no DKIM key/),
    );
    const publicUrl = 'https://out.example';
    expect(await problems({ from }, { publicUrl })).toEqual([expect.stringMatching(/has no DKIM key/)]);
    await makeSenderKey(test.db, keyring, { workspaceId, domain: 'signed.example' });
    const { answer } = await attempt({ from }, { publicUrl });
    expect(
      answer.kind === 'scheduled' && messages(answer.warnings).filter((found) => found.startsWith('from')),
    ).toEqual([]);
  });

  it('AUTH-4 refuses the domain of a free-mail service where PUBLIC_URL is public', async () => {
    const from = { name: 'x', email: 'shop@gmail.com' };
    expect(await problems({ from }, { publicUrl: 'https://out.example' })).toEqual([
      expect.stringMatching(/mail service for everybody/),
    ]);
  });

  it('CLS-1 refuses an advertising template under another class', async () => {
    const found = await problems({
      class: 'transactional',
      text: undefined,
      template: { kind: 'built-in', name: 'sale' },
    });
    expect(found).toContainEqual(expect.stringMatching(/^class: The template "sale" advertises/));
  });

  it('moves a scheduled campaign to another time, is refused once it has begun, and finds no other workspace’s', async () => {
    const { draft } = await attempt({});
    expect((await schedule(depsFor(test.db), workspaceId, draft.id, 'now')).kind).toBe('scheduled');
    await test.db.updateTable('campaigns').set({ status: 'preparing' }).where('id', '=', draft.id).execute();
    expect(await schedule(depsFor(test.db), workspaceId, draft.id, 'now')).toMatchObject({
      kind: 'refused',
      status: 'preparing',
    });
    expect(await schedule(depsFor(test.db), await newWorkspace(test.db), draft.id, 'now')).toEqual({
      kind: 'not-found',
    });
  });
});
