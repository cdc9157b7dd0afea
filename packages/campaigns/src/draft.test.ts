import { type TestDatabase, testDatabase } from '@hikyaku/database/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { changeDraft, createDraft, type NewDraft } from './draft.ts';
import { findCampaign, listCampaigns } from './find-campaign.ts';
import { schedule } from './schedule.ts';
import { depsFor, join, newDraft, newList, newWorkspace } from './testing/world.ts';

let test: TestDatabase;
let workspaceId: string;
beforeAll(async () => {
  test = await testDatabase();
  workspaceId = await newWorkspace(test.db);
});
afterAll(() => test.drop());

async function problemFields(wanted: Partial<NewDraft>): Promise<string[]> {
  const answer = await createDraft(test.db, workspaceId, { name: 'Draft', ...wanted });
  return answer.kind === 'problems' ? answer.problems.map((problem) => problem.field) : [];
}

describe('createDraft', () => {
  it('keeps everything that was said, and begins as a draft of class marketing in the workspace’s language', async () => {
    const [list, staff] = [await newList(test.db, workspaceId), await newList(test.db, workspaceId)];
    const wanted = {
      name: '秋のたより',
      lists: [list],
      exclude: [staff],
      from: { name: '飛脚商店', email: 'news@shop.example' },
      replyTo: 'desk@shop.example',
      subject: 'こんにちは {{contact.name}}',
      preheader: '秋の新作',
      template: { kind: 'built-in' as const, name: 'newsletter' },
      data: { items: [{ title: '栗' }] },
    };
    const made = await createDraft(test.db, workspaceId, wanted);
    expect(made).toMatchObject({
      kind: 'created',
      campaign: { ...wanted, status: 'draft', class: 'marketing', locale: 'ja' },
    });
  });

  it.each(['\r', '\n', '\0', '\r\nBcc: x@example.com', '\u0085', '\u2028'])(
    'R5322-4 refuses %j in every field that reaches a header, by its name',
    async (evil) => {
      expect(await problemFields({ name: `a${evil}b` })).toEqual(['name']);
      expect(await problemFields({ from: { name: `a${evil}b`, email: 'a@shop.example' } })).toEqual(['from.name']);
      expect(await problemFields({ from: { name: 'a', email: `a${evil}b@shop.example` } })).toEqual(['from.email']);
      expect(await problemFields({ replyTo: `a${evil}b@shop.example` })).toEqual(['replyTo']);
      expect(await problemFields({ subject: `a${evil}b` })).toEqual(['subject']);
      expect(await problemFields({ preheader: `a${evil}b` })).toEqual(['preheader']);
    },
  );

  it('takes whatever it does not refuse: no text makes the database fail', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), async (text, key) => {
        const made = await createDraft(test.db, workspaceId, {
          name: `n${text}`,
          subject: text,
          text,
          html: text,
          data: { [key]: [text] },
        });
        expect(['created', 'problems']).toContain(made.kind);
      }),
      { numRuns: 60 },
    );
    expect(await problemFields({ html: 'a\0' })).toEqual(['html']);
    expect(await problemFields({ data: { deep: [{ '\ud800': 1 }] } })).toEqual(['data']);
  });

  it('refuses lists of another workspace, and a list that is named twice or both in and out', async () => {
    const [own, foreign] = [await newList(test.db, workspaceId), await newList(test.db, await newWorkspace(test.db))];
    expect(await problemFields({ lists: [own, foreign] })).toEqual(['lists']);
    expect(await problemFields({ exclude: [foreign] })).toEqual(['exclude']);
    expect(await problemFields({ lists: [own, own] })).toEqual(['lists']);
    expect(await problemFields({ lists: [own], exclude: [own] })).toEqual(['exclude']);
  });

  it('refuses two bodies, and a blank name', async () => {
    expect(await problemFields({ html: '<p>a</p>', mjml: '<mjml></mjml>' })).toEqual(['html']);
    expect(await problemFields({ name: ' ' })).toEqual(['name']);
  });
});

describe('changeDraft', () => {
  it('changes what is named, takes away what is null, and leaves the rest', async () => {
    const list = await newList(test.db, workspaceId);
    const draft = await newDraft(test.db, workspaceId, [list], { preheader: 'old', replyTo: 'a@shop.example' });
    const changed = await changeDraft(test.db, workspaceId, draft.id, { subject: 'new', preheader: null, lists: [] });
    if (changed.kind !== 'changed') throw new Error(JSON.stringify(changed));
    expect(changed.campaign).toMatchObject({ subject: 'new', lists: [], replyTo: 'a@shop.example', text: draft.text });
    expect(changed.campaign.preheader).toBeUndefined();
  });

  it('is refused once the campaign is scheduled, and cannot reach another workspace', async () => {
    const list = await newList(test.db, workspaceId);
    await join(test.db, workspaceId, 'one@example.com', [list]);
    const draft = await newDraft(test.db, workspaceId, [list]);
    expect(await changeDraft(test.db, await newWorkspace(test.db), draft.id, { name: 'x' })).toEqual({
      kind: 'not-found',
    });
    await schedule(depsFor(test.db), workspaceId, draft.id, 'now');
    expect(await changeDraft(test.db, workspaceId, draft.id, { name: 'x' })).toMatchObject({
      kind: 'refused',
      status: 'scheduled',
    });
    expect((await findCampaign(test.db, workspaceId, draft.id))?.name).toBe('秋のたより');
  });

  it('writes nothing of a change with a problem in it', async () => {
    const draft = await newDraft(test.db, workspaceId, []);
    const answer = await changeDraft(test.db, workspaceId, draft.id, { name: 'fine', subject: 'a\nb' });
    expect(answer).toMatchObject({ kind: 'problems', problems: [{ field: 'subject' }] });
    expect((await findCampaign(test.db, workspaceId, draft.id))?.name).toBe('秋のたより');
  });
});

describe('listCampaigns', () => {
  it('pages through a workspace’s own campaigns, newest first, each once', async () => {
    const own = await newWorkspace(test.db);
    const made: string[] = [];
    for (let n = 0; n < 5; n++) made.unshift((await newDraft(test.db, own, [])).id);
    const seen: string[] = [];
    for (let before: string | undefined; ; ) {
      const page = await listCampaigns(test.db, own, { limit: 2, ...(before === undefined ? {} : { before }) });
      if (page.length === 0) break;
      seen.push(...page.map((campaign) => campaign.id));
      before = seen.at(-1);
    }
    expect(seen).toEqual(made);
  });
});

describe('changeDraft, by two people', () => {
  it('refuses a change made upon a state that somebody has changed since, says who and when, and writes nothing', async () => {
    const { db } = test;
    const { id, updatedAt } = await newDraft(db, workspaceId, []);
    const change = (subject: string, by: string, basedOn: Date) =>
      changeDraft(db, workspaceId, id, { subject }, { by, basedOn });
    const hanako = await change('花子の件名', '花子', updatedAt);
    if (hanako.kind !== 'changed') throw new Error(hanako.kind);
    expect(hanako.campaign.editedBy).toBe('花子');
    const refused = await change('太郎の件名', '太郎', updatedAt);
    expect(refused).toEqual({ kind: 'edited-meanwhile', by: '花子', at: hanako.campaign.updatedAt });
    expect(await findCampaign(db, workspaceId, id)).toMatchObject({ subject: '花子の件名', editedBy: '花子' });
    expect(await change('太郎の件名', '太郎', hanako.campaign.updatedAt)).toMatchObject({ kind: 'changed' });
    expect(await changeDraft(db, workspaceId, id, { subject: 'x' })).toMatchObject({ kind: 'changed' });
  });
});
