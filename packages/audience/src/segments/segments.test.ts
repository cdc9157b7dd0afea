import { publicId } from '@hikyaku/database';
import { type TestDatabase, testDatabase } from '@hikyaku/database/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { newList, newWorkspace } from '../testing.ts';
import type { SegmentRule } from './rule.ts';
import { changeSegment, createSegment, findSegment, listSegments, removeSegment, type Segment } from './segments.ts';

let test: TestDatabase;
let workspaceId: string;
beforeAll(async () => {
  test = await testDatabase();
});
beforeEach(async () => {
  workspaceId = await newWorkspace(test.db);
});
afterAll(() => test.drop());

const rule: SegmentRule = { kind: 'all', of: [{ kind: 'filled', field: 'plan', is: true }] };

async function made(name = '優良顧客', of = rule): Promise<Segment> {
  const answer = await createSegment(test.db, workspaceId, { name, rule: of });
  if (answer.kind !== 'created') throw new Error(JSON.stringify(answer.problems));
  return answer.segment;
}

describe('createSegment', () => {
  it('keeps a segment as it was given, its name trimmed', async () => {
    const segment = await made('  優良顧客 ');
    expect(segment).toMatchObject({ workspaceId, name: '優良顧客', rule });
    expect(await findSegment(test.db, workspaceId, segment.id)).toEqual(segment);
    expect(await findSegment(test.db, await newWorkspace(test.db), segment.id)).toBeUndefined();
  });

  it('refuses lists and campaigns that the workspace does not have, with the place of each', async () => {
    const theirs = await newList(test.db, await newWorkspace(test.db));
    const { id: stream } = await test.db
      .insertInto('campaigns')
      .values({
        workspace_id: workspaceId,
        kind: 'stream',
        class: 'transactional',
        month: '2026-01-01',
        status: 'sending',
        name: 'x',
      })
      .returning('id')
      .executeTakeFirstOrThrow();
    const strange: SegmentRule = {
      kind: 'any',
      of: [
        { kind: 'list', list: null, is: 'active' },
        { kind: 'all', of: [{ kind: 'joined-within', list: publicId('list', theirs), days: 3 }] },
        { kind: 'letter', campaign: publicId('campaign', stream), is: ['accepted'] },
      ],
    };
    expect(await createSegment(test.db, workspaceId, { name: 'x', rule: strange })).toEqual({
      kind: 'problems',
      problems: [
        { path: ['rule', 'of', 1, 'of', 0, 'list'], reason: 'There is no such list in this workspace.' },
        { path: ['rule', 'of', 2, 'campaign'], reason: 'There is no such campaign in this workspace.' },
      ],
    });
  });

  it.each([' ', 'a\nb', 'x'.repeat(201)])('refuses the name %j', async (name) => {
    expect(await createSegment(test.db, workspaceId, { name, rule })).toMatchObject({ problems: [{ path: ['name'] }] });
  });
});

describe('changeSegment', () => {
  it('changes what is named and leaves the rest', async () => {
    const { id } = await made();
    const other: SegmentRule = { kind: 'any', of: [{ kind: 'filled', field: 'plan', is: false }] };
    await changeSegment(test.db, workspaceId, id, { name: '新しい名前' });
    await changeSegment(test.db, workspaceId, id, { rule: other });
    expect(await findSegment(test.db, workspaceId, id)).toMatchObject({ name: '新しい名前', rule: other });
    expect(await changeSegment(test.db, await newWorkspace(test.db), id, { name: 'x' })).toEqual({ kind: 'not-found' });
  });
});

describe('changeSegment, by several', () => {
  it('takes one of many changes made upon the same state, whole, and tells the others who was first, and when', async () => {
    const { id, updatedAt: basedOn } = await made();
    const people = Array.from({ length: 12 }, (_, n) => `person ${n}`);
    const answers = await Promise.all(
      people.map((by) => changeSegment(test.db, workspaceId, id, { name: by }, { by, basedOn })),
    );
    const [first, ...more] = answers.flatMap((answer) => (answer.kind === 'changed' ? [answer.segment] : []));
    expect(more).toEqual([]);
    const refused = answers.filter(({ kind }) => kind !== 'changed');
    expect(refused).toHaveLength(11);
    for (const answer of refused) {
      expect(answer).toEqual({ kind: 'edited-meanwhile', by: first?.editedBy, at: first?.updatedAt });
    }
    expect(await findSegment(test.db, workspaceId, id)).toMatchObject({ name: first?.editedBy });
  });
});

describe('removeSegment', () => {
  it('refuses while a draft or a scheduled campaign is meant for it, naming them, and not once they have begun', async () => {
    const { id } = await made();
    const { id: campaign } = await test.db
      .insertInto('campaigns')
      .values({ workspace_id: workspaceId, class: 'marketing', name: '秋のたより' })
      .returning('id')
      .executeTakeFirstOrThrow();
    await test.db
      .insertInto('campaign_segments')
      .values({ campaign_id: campaign, segment_id: id, role: 'exclude', position: 0 })
      .execute();
    const remove = () => removeSegment(test.db, workspaceId, id);
    expect(await remove()).toEqual({ kind: 'in-use', campaigns: ['秋のたより'] });
    const stand = (status: string) =>
      test.db.updateTable('campaigns').set({ status, scheduled_at: new Date() }).where('id', '=', campaign).execute();
    await stand('scheduled');
    expect(await remove()).toMatchObject({ kind: 'in-use' });
    await stand('sending');
    expect(await remove()).toEqual({ kind: 'removed' });
    expect(await remove()).toEqual({ kind: 'not-found' });
    expect(await findSegment(test.db, workspaceId, id)).toBeUndefined();
  });
});

describe('listSegments', () => {
  it('pages through those that are there, oldest first', async () => {
    const segments = [await made('a'), await made('b'), await made('c'), await made('d')];
    await removeSegment(test.db, workspaceId, segments[1]?.id ?? '');
    const first = await listSegments(test.db, workspaceId, { limit: 2 });
    expect(first.items.map(({ name }) => name)).toEqual(['a', 'c']);
    const second = await listSegments(test.db, workspaceId, { limit: 2, cursor: first.nextCursor ?? undefined });
    expect(second).toMatchObject({ items: [{ name: 'd' }], nextCursor: null });
  });
});
