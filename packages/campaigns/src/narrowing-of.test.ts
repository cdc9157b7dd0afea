import { changeSegment, createSegment, removeSegment, type SegmentRule } from '@hikyaku/audience';
import { publicId } from '@hikyaku/database';
import { type TestDatabase, testDatabase } from '@hikyaku/database/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import { checkCampaign } from './check.ts';
import { listDeliveries } from './deliveries.ts';
import { changeDraft, createDraft } from './draft.ts';
import { findCampaign } from './find-campaign.ts';
import { prepare } from './prepare.ts';
import { schedule } from './schedule.ts';
import { depsFor, isSound, join, keyOf, newDraft, newList, newWorkspace, publicUrl, wake } from './testing/world.ts';
import { why } from './why.ts';

let test: TestDatabase;
let workspaceId: string;
let list: string;
beforeAll(async () => {
  test = await testDatabase();
});
beforeEach(async () => {
  workspaceId = await newWorkspace(test.db);
  list = await newList(test.db, workspaceId);
  for (const plan of ['gold', 'silver', 'bronze']) {
    await join(test.db, workspaceId, `${plan}@example.com`, [list], { fields: { plan, name: plan } });
  }
});
afterAll(() => test.drop());

function planIs(value: string): SegmentRule {
  return { kind: 'all', of: [{ kind: 'text', field: 'plan', is: 'equal', value }] };
}

async function segment(rule: SegmentRule): Promise<string> {
  const made = await createSegment(test.db, workspaceId, { name: 'x', rule });
  if (made.kind !== 'created') throw new Error(JSON.stringify(made));
  return made.segment.id;
}

async function scheduled(audience: { segments?: string[]; excludeSegments?: string[] }, at: Date | 'now' = 'now') {
  const draft = await newDraft(test.db, workspaceId, [list], audience);
  expect(await schedule(depsFor(test.db), workspaceId, draft.id, at)).toMatchObject({ kind: 'scheduled' });
  return draft.id;
}

async function targetedBy(campaignId: string): Promise<string[]> {
  await prepare({ db: test.db, wake, isSound }, campaignId);
  const rows = await listDeliveries(test.db, workspaceId, campaignId, { limit: 100 });
  return rows.map(({ email }) => email ?? '').toSorted((a, b) => a.localeCompare(b));
}

describe('a campaign with segments', () => {
  it('is frozen for those of its lists whom one of its segments holds, without those in an excluded one', async () => {
    const [gold, silver] = [await segment(planIs('gold')), await segment(planIs('silver'))];
    expect(await targetedBy(await scheduled({ segments: [gold, silver] }))).toEqual([
      'gold@example.com',
      'silver@example.com',
    ]);
    expect(await targetedBy(await scheduled({ excludeSegments: [gold] }))).toEqual([
      'bronze@example.com',
      'silver@example.com',
    ]);
    const withR = await segment({
      kind: 'all',
      of: [{ kind: 'text', field: 'plan', is: 'contains', value: 'r' }],
    });
    expect(await targetedBy(await scheduled({ segments: [gold, silver], excludeSegments: [withR] }))).toEqual([
      'gold@example.com',
    ]);
  });

  it('goes out by the rule it was scheduled with, whatever becomes of the segment, and by the new one once it is scheduled again', async () => {
    const id = await segment(planIs('gold'));
    const later = new Date(Date.now() + 3_600_000);
    const [kept, anew] = [await scheduled({ segments: [id] }), await scheduled({ segments: [id] }, later)];
    await changeSegment(test.db, workspaceId, id, { rule: planIs('bronze') });
    expect(await targetedBy(kept)).toEqual(['gold@example.com']);
    await schedule(depsFor(test.db), workspaceId, anew, 'now');
    expect(await targetedBy(anew)).toEqual(['bronze@example.com']);
    expect(await removeSegment(test.db, workspaceId, id)).toEqual({ kind: 'removed' });
    expect((await findCampaign(test.db, workspaceId, kept))?.segments).toEqual([id]);
  });

  it('knows one day from its first page to its last, though it is paused for longer', async () => {
    const recent = await segment({
      kind: 'all',
      of: [{ kind: 'joined-within', list: publicId('list', list), days: 7 }],
    });
    const id = await scheduled({ segments: [recent] });
    await sql`update campaigns set started_at = now() - interval '30 days' where id = ${id}`.execute(test.db);
    await sql`update subscriptions set joined_at = now() - interval '35 days' where list_id = ${list}`.execute(test.db);
    expect(await targetedBy(id)).toHaveLength(3);
  });

  it('tells why somebody gets none', async () => {
    const [gold, silver] = [await segment(planIs('gold')), await segment(planIs('silver'))];
    const draft = await newDraft(test.db, workspaceId, [list], { segments: [gold], excludeSegments: [silver] });
    const told = async (email: string) => (await why(test.db, workspaceId, draft.id, keyOf(email)))?.notMeant;
    expect(await told('gold@example.com')).toBeNull();
    expect(await told('silver@example.com')).toBe('in-excluded-segment');
    expect(await told('bronze@example.com')).toBe('outside-segments');
  });

  it('is checked for the people whom it means, and warned when there are none', async () => {
    await join(test.db, workspaceId, 'nameless@example.com', [list], { fields: { plan: 'nameless' } });
    const subject = '{{contact.name}}さまへ';
    const warningsFor = async (rule: SegmentRule) => {
      const draft = await newDraft(test.db, workspaceId, [list], { subject, segments: [await segment(rule)] });
      const { problems, warnings } = await checkCampaign({ db: test.db, publicUrl }, draft);
      return [...problems, ...warnings].flatMap(({ code }) => (code === undefined ? [] : [code]));
    };
    expect(await warningsFor(planIs('gold'))).not.toContain('lacking-field');
    expect(await warningsFor(planIs('nameless'))).toContain('unknown-field');
    expect(await warningsFor(planIs('platinum'))).toContain('empty-segments');
  });
});

describe('a draft', () => {
  it('keeps its segments in order through other changes, and lets them go', async () => {
    const [a, b] = [await segment(planIs('gold')), await segment(planIs('silver'))];
    const { id } = await newDraft(test.db, workspaceId, [list], { segments: [b], excludeSegments: [a] });
    await changeDraft(test.db, workspaceId, id, { name: 'x' });
    expect(await findCampaign(test.db, workspaceId, id)).toMatchObject({ segments: [b], excludeSegments: [a] });
    await changeDraft(test.db, workspaceId, id, { segments: [a, b], excludeSegments: [] });
    expect(await findCampaign(test.db, workspaceId, id)).toMatchObject({ segments: [a, b], excludeSegments: [] });
  });

  it('refuses segments of another workspace, removed ones, and one that is both included and excluded', async () => {
    const [mine, removed] = [await segment(planIs('gold')), await segment(planIs('gold'))];
    await removeSegment(test.db, workspaceId, removed);
    const elsewhere = await newWorkspace(test.db);
    const problemsOf = async (workspace: string, audience: object) => {
      const made = await createDraft(test.db, workspace, { name: 'x', ...audience });
      return made.kind === 'problems' ? made.problems.map(({ field }) => field) : [];
    };
    expect(await problemsOf(workspaceId, { segments: [mine] })).toEqual([]);
    expect(await problemsOf(elsewhere, { segments: [mine] })).toEqual(['segments']);
    expect(await problemsOf(elsewhere, { excludeSegments: [mine] })).toEqual(['exclude']);
    expect(await problemsOf(workspaceId, { segments: [removed] })).toEqual(['segments']);
    expect(await problemsOf(workspaceId, { segments: [mine], excludeSegments: [mine] })).toEqual(['exclude']);
    expect(await problemsOf(workspaceId, { segments: [mine, mine] })).toEqual(['segments']);
  });
});
